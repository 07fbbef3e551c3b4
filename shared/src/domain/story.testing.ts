import type { FaultName } from './fault.ts'
import { Fault } from './fault.ts'
import type { DeviceId, EntryId, MeetingId, PersonId } from './ids.ts'
import type { Command, EntryFacts, EntryKind, HouseCommand, RoomEvent, RoomState, Words } from './meeting.ts'
import { beginning } from './meeting.ts'
import type { Kind } from './network.ts'
import { decide, evolve } from './room.ts'
import type { Instant, Span } from './time.ts'

/** A meeting told step by step, for tests: names instead of ids, and words that a test can change. */
export const cast = {
  Maria: 'centre',
  Elena: 'network',
  Tomas: 'network',
  Sam: 'practitioner',
  Ravi: 'practitioner',
  Ines: 'interpreter',
} as const satisfies Record<string, Kind>
export type Name = keyof typeof cast

export const id = (name: string): PersonId => name as PersonId
export const phoneOf = (name: string): DeviceId => `phone of ${name}` as DeviceId
export const entry = (name: string): EntryId => name as EntryId
export const hashOf = (text: string): string => `hash of ${text}`

export interface Written {
  readonly kind: EntryKind
  readonly text: string
  readonly speaker?: Name
  readonly author?: Name
  readonly withdrawn?: boolean
}

export interface Story {
  readonly state: RoomState
  readonly log: readonly { readonly at: Instant; readonly event: RoomEvent }[]
  readonly now: Instant
  readonly words: Words
  /** What everyone has before them, and the server too. */
  write(name: string, written: Written): EntryId
  writeNotes(text: string): void
  /** Answers what happened. on: a device that is not their phone; as: somebody who sits at it. */
  does(who: string, command: Command, given?: { on?: DeviceId; as?: string }): readonly RoomEvent[]
  refusal(who: string, command: Command, given?: { on?: DeviceId; as?: string }): FaultName | null
  house(command: HouseCommand): readonly RoomEvent[]
  loses(name: string, since?: Instant): readonly RoomEvent[]
  finds(name: string): readonly RoomEvent[]
  /** Time passes, and the house looks at its clock. */
  pass(span: Span): readonly RoomEvent[]
  arrive(...names: Name[]): Story
  /** An event of an older house, as its log has it. */
  tell(event: RoomEvent): void
}

export const start: Instant = 1_800_000_000_000
export const nextMeetingId = 'the next meeting' as MeetingId

export function story(): Story {
  const people = Object.entries(cast).map(([name, kind]) => ({ id: id(name), name, kind, role: '' }))
  let state = beginning({ meeting: 'meeting' as MeetingId, centre: id('Maria'), people })
  let now = start
  const log: { at: Instant; event: RoomEvent }[] = []
  const written = new Map<EntryId, EntryFacts>()
  let notes = ''
  const words: Words = {
    entry: name => written.get(name) ?? null,
    inOrder: kind => [...written].flatMap(([name, one]) => (one.kind === kind ? [name] : [])),
    notes: { empty: () => notes === '', hash: () => hashOf(notes) },
  }

  function carryOut(command: Command | HouseCommand, actor: { person: string; device: DeviceId | null; as: string }) {
    const events = decide(state, command, {
      actor: { person: id(actor.person), device: actor.device, as: id(actor.as) },
      now,
      newMeeting: nextMeetingId,
      words,
    })
    for (const event of events) {
      state = evolve(state, event, now)
      log.push({ at: now, event })
    }
    return events
  }
  const house = (command: HouseCommand) => carryOut(command, { person: '', device: null, as: '' })

  const told: Story = {
    get state() {
      return state
    },
    get now() {
      return now
    },
    log,
    words,
    write: (name, { kind, text, speaker, author = 'Sam', withdrawn = false }) => {
      written.set(entry(name), {
        kind,
        speaker: speaker ? id(speaker) : null,
        author: id(author),
        hash: hashOf(text),
        empty: text === '',
        withdrawn,
      })
      return entry(name)
    },
    writeNotes: text => {
      notes = text
    },
    does: (who, command, { on = phoneOf(who), as = who } = {}) => carryOut(command, { person: who, device: on, as }),
    refusal: (who, command, { on = phoneOf(who), as = who } = {}) => {
      const before = state
      try {
        carryOut(command, { person: who, device: on, as })
        return null
      } catch (error) {
        if (!(error instanceof Fault)) throw error
        if (state !== before) throw new Error('a refused command has changed something')
        return error.fault
      }
    },
    house,
    loses: (name, since = now) => house({ do: 'lose-line', device: phoneOf(name), since }),
    finds: name => house({ do: 'find-line', device: phoneOf(name) }),
    pass: span => {
      now += span
      return house({ do: 'look-at-the-clock' })
    },
    tell: event => {
      state = evolve(state, event, now)
    },
    arrive: (...names) => {
      for (const name of names) told.does(name, { do: 'arrive', way: 'picture' })
      return told
    },
  }
  return told
}

export const names = (events: readonly RoomEvent[]): string[] => events.map(event => event.is)
