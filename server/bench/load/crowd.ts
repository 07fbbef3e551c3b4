import { pause } from '../house.ts'
import { inTurns, range } from '../meetings.ts'
import { dice } from './chance.ts'
import type { Dialect } from './dialect.ts'
import { createMeter } from './meter.ts'
import type { Meter } from './meter.ts'
import { docOf, fingerprint } from './notes.ts'
import type { Pace } from './pace.ts'
import { createPace } from './pace.ts'
import { createParticipant } from './participant.ts'
import type { Circle, Participant, Seat } from './participant.ts'

/** Where the people of a room sit at the server under measurement. */
export interface Place {
  readonly dialect: Dialect
  name(room: number): string
  seat(room: number, nth: number): Seat
}

export interface Kind {
  readonly people: number
  /** The first so many of them type. */
  readonly writers: number
  /** Everybody has a document of their own, and comes back by themselves. */
  readonly live?: boolean
}

/** What became of it in the end. All of it must be 0, but verified. */
export interface Verdict {
  /** Keystrokes that did not come to somebody who was there. */
  readonly lost: number
  readonly gaps: number
  /** Copies that were compared whole, and those that were not like the first of their room. */
  readonly verified: number
  readonly divergent: number
  /** Somebody who came afterwards and read something else. */
  readonly wrong: number
  readonly refused: number
}

export interface Crowd {
  readonly meter: Meter
  readonly pace: Pace
  readonly people: () => readonly Participant[]
  /** Rooms from..from+count-1: everybody comes, and has been answered when it resolves. */
  comes(from: number, count: number, kind: Kind): Promise<void>
  /** Somebody who only looks in, outside of all that is counted. */
  looker(room: number, nth?: number): Participant
  types(): void
  rests(): void
  /** Waits until everything has come everywhere, or nothing comes any more. */
  settles(limit?: number): Promise<void>
  verdict(): Promise<Verdict>
  leaves(): void
}

/** Typing as people do who speak at the same time: bursts at five keys a second, pauses, a glance now and then. */
const typing = { perSecond: 5, pause: 2000, glance: 5000 } as const
/** So many rooms are compared letter by letter; all others by the count of their keystrokes. */
const comparedRooms = 20

export function createCrowd(place: Place, given: { readonly seed: number }): Crowd {
  const meter = createMeter()
  const pace = createPace()
  const rooms = new Map<number, { circle: Circle; all: Participant[]; kind: Kind }>()
  const lookers: Participant[] = []
  let types = false
  let gaps = 0

  const participant = (room: number, nth: number, more: { circle: Circle; writes: boolean; kind?: Kind }) =>
    createParticipant({
      circle: more.circle,
      nth,
      seat: () => place.seat(room, nth),
      dialect: place.dialect,
      meter,
      chance: dice(given.seed * 7919 + room * 131 + nth),
      writes: more.writes,
      live: more.kind?.live ?? false,
      returns: more.kind?.live ?? false,
      keeps: more.kind === undefined || room < comparedRooms,
    })

  const goesOn = (one: Participant, writes: boolean, chance: () => number): void => {
    if (!writes) {
      const glance = (): void => {
        if (!types) return
        one.cursor()
        pace.after(typing.glance * (0.5 + chance()), glance)
      }
      pace.after(chance() * typing.glance, glance)
      return
    }
    let left = 0
    const press = (): void => {
      if (!types) return
      if (left-- <= 0) {
        left = 8 + Math.floor(chance() * 25)
        pace.after(typing.pause * (0.5 + chance()), press)
        return
      }
      one.key()
      pace.after((1000 / typing.perSecond) * (0.6 + 0.8 * chance()), press)
    }
    pace.after(chance() * 1500, press)
  }
  const everybody = (): Participant[] => [...rooms.values()].flatMap(({ all }) => all)
  const begin = (number: number): void => {
    const room = rooms.get(number)
    for (const [nth, one] of (room?.all ?? []).entries()) {
      goesOn(one, nth < (room?.kind.writers ?? 0), dice(given.seed + number * 977 + nth))
    }
  }
  const looker = (room: number, nth = 0): Participant => {
    const circle: Circle = { name: place.name(room), writers: new Map() }
    const one = participant(room, nth, { circle, writes: false })
    lookers.push(one)
    return one
  }

  return {
    meter,
    pace,
    people: everybody,
    comes: async (from, count, kind) => {
      const numbers = range(count).map(nth => from + nth)
      for (const number of numbers) {
        const circle: Circle = { name: place.name(number), writers: new Map() }
        const all = range(kind.people).map(nth =>
          participant(number, nth, { circle, writes: nth < kind.writers, kind }),
        )
        rooms.set(number, { circle, all, kind })
      }
      await inTurns(
        numbers.flatMap(number => rooms.get(number)?.all ?? []),
        50,
        one => within(one.connect(), 20_000),
      )
      if (types) for (const number of numbers) begin(number)
    },
    looker,
    types: () => {
      types = true
      for (const number of rooms.keys()) begin(number)
    },
    rests: () => {
      types = false
    },
    settles: async (limit = 8000) => {
      const end = performance.now() + limit
      while (performance.now() < end && everybody().some(one => one.missing() > 0)) await pause(25)
      // Taking away leaves no clock behind: it is given the time of a breath.
      await pause(300)
    },
    verdict: async () => {
      gaps += meter.gaps
      const all = everybody()
      const lost = all.reduce((sum, one) => sum + one.missing(), 0)
      let verified = 0
      let divergent = 0
      let wrong = 0
      for (const [number, room] of [...rooms].filter(([at]) => at < comparedRooms)) {
        const prints = room.all.map(one => fingerprint(one.doc ?? docOf(one.heard)))
        verified += prints.length
        divergent += prints.filter(print => print !== prints[0]).length
        if (!place.dialect.answers) continue
        const fresh = looker(number)
        await within(fresh.connect(), 10_000)
        verified++
        if (fingerprint(docOf(fresh.heard)) !== prints[0]) wrong++
        fresh.cut()
      }
      const refused = all.flatMap(one => one.closes).filter(code => code >= 4400 || (code >= 300 && code < 600)).length
      return { lost, gaps, verified, divergent, wrong, refused }
    },
    leaves: () => {
      types = false
      pace.stop()
      for (const one of [...everybody(), ...lookers]) one.cut()
      rooms.clear()
      lookers.length = 0
    },
  }
}

export async function within<T>(work: Promise<T>, limit: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limit} ms`)), limit)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
