import type { PersonId } from '@polyphony/shared/domain/ids'
import type { RoomState } from '@polyphony/shared/domain/meeting'
import { isChecked } from '@polyphony/shared/domain/voice'
import type { EntryHead } from './entries.ts'

/** One person's voice, or one part of them, or somebody who is not here. */
export interface VoiceGroup {
  readonly key: string
  /** null: somebody who is not here. */
  readonly speaker: PersonId | null
  readonly name: string
  /** "part of me", or who is meant when nobody here speaks. */
  readonly speakerWords: string
  readonly entries: readonly EntryHead[]
}

/** Whose the words are: said by themself, heard by a scribe and not checked, or checked. */
export type Heardness =
  | { readonly is: 'own' }
  | { readonly is: 'heard'; readonly by: string; readonly checked: boolean }

/** One block per person, by first name; those who are not here come after. Withdrawn words are not among them. */
export function groupVoices(room: RoomState, voices: readonly EntryHead[]): readonly VoiceGroup[] {
  const groups = new Map<string, VoiceGroup & { entries: EntryHead[] }>()
  for (const head of voices) {
    if (head.withdrawn) continue
    const key = `${head.speaker ?? ''}:${head.speakerWords}`
    const group = groups.get(key)
    if (group) group.entries.push(head)
    else {
      const name = head.speaker === null ? '' : (room.people[head.speaker]?.name ?? '')
      groups.set(key, { key, speaker: head.speaker, name, speakerWords: head.speakerWords, entries: [head] })
    }
  }
  return [...groups.values()].sort((a, b) => {
    if ((a.speaker === null) !== (b.speaker === null)) return a.speaker === null ? 1 : -1
    return a.name.localeCompare(b.name) || a.speakerWords.localeCompare(b.speakerWords)
  })
}

/** Unchecked words stay marked: they are never quietly taken for what somebody said. */
export function heardness(room: RoomState, head: EntryHead, hash: string): Heardness {
  if (head.speaker !== null && head.speaker === head.author) return { is: 'own' }
  const by = room.people[head.author]?.name ?? ''
  return { is: 'heard', by, checked: isChecked(room, head.id, hash) }
}
