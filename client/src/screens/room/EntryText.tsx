import { mayWrite } from '@polyphony/shared/notebook/authority'
import { isChecked } from '@polyphony/shared/domain/voice'
import { useCallback, useMemo } from 'react'
import { Body } from '../../editor/Body.tsx'
import { t } from '../../i18n/i18n.ts'
import { hueOf } from '../../ui/initials.ts'
import type { EntryHead } from '../../meeting/entries.ts'
import { handOf, nameOf } from '../../meeting/people.ts'
import { speaksNow } from '../../meeting/room.ts'
import { useEntryWords, useLive, useNotebook, usePages, useRoom } from './inRoom.ts'

/** May this device change these words? The same table as the server's. */
export function useMayWrite(head: EntryHead, what: 'body' | 'field'): boolean {
  const words = useEntryWords(head.id)
  const rights = useNotebook(now => now.rights)
  const live = useLive(now => now)
  const hand = handOf(live, rights)
  if (!hand || !live.room) return false
  const { kind, speaker, author, id } = head
  const checked = words !== null && isChecked(live.room, id, words.hash)
  const entry = { kind, speaker, author, checked }
  return mayWrite(hand, what === 'body' ? { at: 'body', entry } : { at: 'field', entry, field: 'withdrawn' })
}

interface EntryTextProps {
  readonly head: EntryHead
  readonly label: string
  readonly placeholder?: string
}

/** The words of one entry, to write in where one may. */
export function EntryText({ head, label, placeholder = t('room.add.empty') }: EntryTextProps) {
  const { clock, live } = useRoom()
  const pages = usePages()
  const words = useEntryWords(head.id)
  const writes = useMayWrite(head, 'body')
  const carets = useNotebook(now => now.carets)
  const you = useLive(now => speaksNow(now))
  const fragment = useMemo(() => pages?.book.body(head.id) ?? null, [pages, head.id])
  const name = useCallback(
    (person: Parameters<typeof nameOf>[1]) => {
      const { room } = live.state.getState()
      return room && nameOf(room, person)
    },
    [live],
  )
  if (!fragment || !carets || !words || you === null) return null
  return (
    <Body
      fragment={fragment}
      carets={carets}
      words={words.passage}
      nameOf={name}
      hueOf={hueOf}
      clock={clock}
      writes={writes}
      label={label}
      placeholder={placeholder}
    />
  )
}
