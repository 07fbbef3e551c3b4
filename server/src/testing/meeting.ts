import type { CommandId, DeviceId, EntryId, MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import { newId } from '@polyphony/shared/domain/ids'
import type { Command, EntryKind } from '@polyphony/shared/domain/meeting'
import { openNotebook } from '@polyphony/shared/notebook/notebook'
import type { Do } from '@polyphony/shared/wire/live'
import type { Who } from '../meetings/context.ts'
import { doInRoom } from '../meetings/room.ts'
import type { TestHouse } from './house.ts'

/** Somebody on a device of their own, who does things in the room as the live wire would. */
export interface InRoom {
  readonly person: PersonId
  readonly device: DeviceId
  do(deed: Command): Promise<void>
}

export function inRoom(house: TestHouse, given: { readonly meeting: MeetingId; readonly person: PersonId }): InRoom {
  const { meeting, person } = given
  const id = <T extends CommandId | DeviceId>() => newId<T>(house.clock.now(), house.context.chance)
  const device = id<DeviceId>()
  const who: Who = { label: '000000000000' as Who['label'], person, name: '', staff: null, meeting }
  return {
    person,
    device,
    do: async deed => {
      const said = { id: id<CommandId>(), meeting, device, as: person, deed: deed as Do['deed'] }
      await doInRoom(house.context, who, said)
    },
  }
}

/** Puts an entry into the notebook; answers its id. */
export async function writeEntry(
  house: TestHouse,
  given: {
    readonly meeting: MeetingId
    readonly kind: EntryKind
    readonly author: PersonId
    readonly speaker?: PersonId
    readonly words: string
  },
): Promise<EntryId> {
  const id = newId<EntryId>(house.clock.now(), house.context.chance)
  const { meeting, kind, author, speaker = null, words } = given
  await house.context.notebooks.write(meeting, doc =>
    openNotebook(doc).add({
      id,
      kind,
      author,
      speaker,
      speakerWords: '',
      after: null,
      words: [{ is: 'paragraph', depth: 0, runs: [{ text: words }] }],
    }),
  )
  return id
}

/** A short meeting from beginning to end: everybody comes, a voice, an open question, a step that its owner accepts. */
export async function holdMeeting(
  house: TestHouse,
  given: { readonly meeting: MeetingId; readonly people: readonly PersonId[]; readonly owner: PersonId },
): Promise<{ readonly voice: EntryId; readonly question: EntryId; readonly step: EntryId }> {
  const { meeting, people, owner } = given
  const here = people.map(person => inRoom(house, { meeting, person }))
  for (const person of here) await person.do({ do: 'arrive', way: 'sound' })
  const write = (kind: EntryKind, words: string, speaker?: PersonId) =>
    writeEntry(house, { meeting, kind, author: owner, words, ...(speaker && { speaker }) })
  const voice = await write('voice', 'I sleep badly since March', owner)
  const question = await write('question', 'What happened in March?')
  const step = await write('step', 'Ring the landlord')
  const owning = here.find(({ person }) => person === owner)
  if (!owning) throw new Error('the owner of the step is not here')
  await owning.do({ do: 'accept-step', step, date: null })
  await owning.do({ do: 'end-meeting', how: 'without-closing' })
  return { voice, question, step }
}
