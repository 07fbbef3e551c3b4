import { Fault } from '@polyphony/shared/domain/fault'
import { newId } from '@polyphony/shared/domain/ids'
import type { DeviceId, EntryId, MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import type { Command, EntryKind } from '@polyphony/shared/domain/meeting'
import { doerOf, isSeated } from '@polyphony/shared/domain/present'
import type { Block } from '@polyphony/shared/domain/record'
import type { Way } from '@polyphony/shared/domain/seat'
import { seconds } from '@polyphony/shared/domain/time'
import type { Clock } from '@polyphony/shared/domain/time'
import type { Notebook } from '@polyphony/shared/notebook/notebook'
import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import { openLive } from '../core/live.ts'
import type { LiveSocket } from '../core/live-socket.ts'
import type { Live, LiveState } from '../core/live.ts'
import { openNotebookLine } from '../core/notebook.ts'
import type { NotebookGiven, NotebookLine } from '../core/notebook.ts'
import { canLock } from '../media/lockable.ts'
import type { MediaSession, Signalling, You } from '../media/session.ts'
import { openEntries } from './entries.ts'
import type { Entries } from './entries.ts'

/** The notebook once it is there. Another one after a refusal. */
export interface Pages {
  readonly book: Notebook
  readonly entries: Entries
}

/** One meeting, open on this device: everything of it is closed together when its signal ends. */
export interface Room {
  readonly meeting: MeetingId
  readonly device: DeviceId
  readonly clock: Clock
  readonly live: Live
  readonly notebook: NotebookLine
  readonly pages: StoreApi<Pages | null>
  /** null until this device is known to the room, and on a device for notes only it stays without exchange. */
  readonly media: StoreApi<MediaSession | null>
  /** Takes a seat, and takes it again when the server forgot it while the line was away. */
  arrive(way: Way): Promise<void>
  /** As whoever uses this device now, unless somebody else at it is named. */
  do(deed: Command, as?: PersonId): Promise<void>
  /** A new entry in somebody's own words. Returns its name. */
  add(entry: NewWords): EntryId
  /** Steps out for good: the seat is given back and everything of this meeting ends here. */
  leave(): Promise<void>
}

export interface NewWords {
  readonly kind: EntryKind
  /** Of a voice: whose words these are. null: somebody who is not here. */
  readonly speaker?: PersonId | null
  readonly speakerWords?: string
  /** Plain text; each line a paragraph. Empty: a place to write. */
  readonly text: string
}

export interface RoomGiven extends Omit<NotebookGiven, 'signal'> {
  readonly signal: AbortSignal
  readonly device: DeviceId
  readonly socket: LiveSocket
  /** Handed in, because sound and picture have two bodies. null: a device that only ever reads and writes. */
  readonly openMedia: ((parts: MediaParts) => MediaSession) | null
}

export interface MediaParts {
  readonly you: You
  readonly signalling: Signalling
  readonly signal: AbortSignal
}

export function openRoom(given: RoomGiven): Room {
  const { meeting, device, clock, chance, signal } = given
  const leaving = new AbortController()
  const ended = AbortSignal.any([signal, leaving.signal])
  const live = openLive({ meeting, device, clock, chance, signal: ended, socket: given.socket })
  const notebook = openNotebookLine({ ...given, signal: ended })
  const pages = createStore<Pages | null>(() => null)
  const media = createStore<MediaSession | null>(() => null)
  let way: Way | null = null

  let turned = new AbortController()
  const turnPage = (): void => {
    const { book } = notebook.state.getState()
    if (book === (pages.getState()?.book ?? null)) return
    turned.abort()
    turned = new AbortController()
    const signalOfPage = AbortSignal.any([ended, turned.signal])
    pages.setState(book && { book, entries: openEntries({ book, clock, signal: signalOfPage }) }, true)
  }
  notebook.state.subscribe(turnPage)
  turnPage()

  live.state.subscribe((now, before) => {
    const { room, you, line } = now
    if (room === null || you === null) return
    if (given.openMedia && media.getState() === null) {
      const signalling = signallingOf(live)
      media.setState(given.openMedia({ you: { person: you, device }, signalling, signal: ended }), true)
    }
    if (room !== before.room) {
      media.getState()?.follow(room)
      notebook.seated(isSeated(room, you) && room.phase !== 'arranged' && room.phase !== 'ended')
    }
    const backAgain = line === 'here' && before.line !== 'here'
    // Away for so long that the seat was given back: they are still the same person in the same chair.
    if (backAgain && way !== null && room.devices[device] === undefined && room.phase !== 'ended') {
      live.do({ do: 'arrive', way }).catch(() => undefined)
    }
  })

  const using = (): PersonId | null => speaksNow(live.state.getState())

  return {
    meeting,
    device,
    clock,
    live,
    notebook,
    pages,
    media,
    arrive: async chosen => {
      await live.do({ do: 'arrive', way: chosen })
      way = chosen
    },
    do: async (deed, as) => {
      // What is read counts with its last letter: words that are on their way arrive first (C1).
      if (deed.do === 'read-on')
        await Promise.race([onTheirWay(notebook), new Promise(resolve => clock.after(seconds(1), () => resolve(null)))])
      await live.do(deed, as ?? (ofTheOwner.includes(deed.do) ? undefined : (using() ?? undefined)))
    },
    add: ({ kind, speaker, speakerWords, text }) => {
      const page = pages.getState()
      const { room, you } = live.state.getState()
      const now = using()
      if (!page || !room || you === null || now === null) throw new Fault('may-not-write')
      // At a practitioner's device what somebody beside them says is written down by the practitioner (P1).
      const author = doerOf(room, { person: you, device, as: now })
      const id = newId<EntryId>(clock.now(), chance)
      page.book.add({
        id,
        kind,
        author,
        speaker: kind === 'voice' ? (speaker ?? null) : null,
        speakerWords: speakerWords ?? '',
        after: null,
        words: paragraphs(text),
      })
      return id
    },
    leave: async () => {
      way = null
      // Whoever wants to go, goes: without a line the server notices by itself.
      const patience = new Promise<void>(resolve => clock.after(seconds(3), resolve))
      // Who has no seat may not write: words that are on their way arrive first.
      await Promise.race([onTheirWay(notebook), patience])
      const said = live.state.getState().line === 'here' ? live.do({ do: 'leave' }).catch(() => undefined) : null
      await Promise.race([said, patience])
      leaving.abort()
      notebook.forget()
    },
  }
}

function onTheirWay({ state }: NotebookLine): Promise<void> {
  const under = (): boolean => state.getState().saving === 'saving'
  return new Promise(resolve => {
    if (!under()) return resolve()
    const stop = state.subscribe(() => {
      if (under()) return
      stop()
      resolve()
    })
  })
}

/** Coming, going and who sits here: said by the person whose sign-in it is, whoever holds the phone. */
export const ofTheOwner: readonly Command['do'][] = [
  'arrive',
  'change-way',
  'step-out',
  'come-back',
  'leave',
  'seat-person',
  'seat-guest',
  'unseat',
  'use-device',
]

/** Who at this device is speaking or writing now. Before a seat is taken: the person themself. */
export const speaksNow = ({ room, device, you }: Pick<LiveState, 'room' | 'device' | 'you'>): PersonId | null =>
  room?.devices[device]?.using ?? you

function signallingOf(live: Live): Signalling {
  return {
    send: signal => live.signal(signal),
    onSignal: then => live.onSignal(then),
    ticket: () => live.media(canLock()),
    onLock: then => live.onLock(then),
    onLine: then => {
      then(live.state.getState().line === 'here')
      return live.state.subscribe((now, before) => {
        if (now.line !== before.line) then(now.line === 'here')
      })
    },
  }
}

function paragraphs(text: string): Block[] {
  const lines = text.split(/\r?\n/).map(line => line.trim())
  while (lines.length > 1 && lines.at(-1) === '') lines.pop()
  return lines.map(line => ({ is: 'paragraph', depth: 0, runs: line === '' ? [] : [{ text: line }] }))
}
