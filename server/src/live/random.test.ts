import type { MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import { newId } from '@polyphony/shared/domain/ids'
import type { RoomState, Stamped } from '@polyphony/shared/domain/meeting'
import { grace } from '@polyphony/shared/domain/meeting'
import type { Move } from '@polyphony/shared/domain/meetings.testing'
import { meetings } from '@polyphony/shared/domain/meetings.testing'
import { isOpen, networkHere } from '@polyphony/shared/domain/present'
import { evolve } from '@polyphony/shared/domain/room'
import { hashOf as hashInStory, phoneOf } from '@polyphony/shared/domain/story.testing'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { roomState } from '../meetings/room.ts'
import type { FakeClock } from '../testing/clock.ts'
import { fakeClock } from '../testing/clock.ts'
import type { Guest } from '../testing/house.ts'
import { writeEntry } from '../testing/meeting.ts'
import type { LiveScene, Raw } from './live.testing.ts'
import { openLiveScene, until } from './live.testing.ts'
import { seesAll } from './view.ts'

/**
 * The random meetings of the rules, over real sockets: devices fall off the line and come back, and every screen that
 * sits in the room shows the very room that the server keeps.
 */
let scene: LiveScene
let clock: FakeClock
beforeAll(async () => {
  clock = fakeClock()
  scene = await openLiveScene(clock)
})
afterAll(async () => await scene.close())

/** One tab that follows the room as the real one does: by events, and by asking anew when one is missing. */
class Screen {
  readonly line: Raw
  readonly guest: Guest
  readonly meeting: MeetingId
  state: RoomState | null = null
  seq = 0
  constructor(line: Raw, guest: Guest, meeting: MeetingId) {
    this.line = line
    this.guest = guest
    this.meeting = meeting
    line.socket.on('happened', (_: unknown, events: Stamped[]) => this.follow(events))
    line.socket.on('rightsChanged', () => this.again())
  }
  again(): void {
    if (this.line.socket.connected) void this.enter().catch(() => undefined)
  }
  async enter(): Promise<void> {
    const { value } = await this.line.enter(this.meeting)
    if (value) Object.assign(this, { state: value.state, seq: value.seq })
  }
  follow(events: readonly Stamped[]): void {
    for (const { seq, at, event } of events) {
      if (!this.state || seq <= this.seq) continue
      if (seq > this.seq + 1) this.again()
      else Object.assign(this, { state: evolve(this.state, event, at), seq })
    }
  }
}

test.each(fc.sample(meetings, { numRuns: 15, seed: 20_270_112 }))(
  'a meeting of chance, %#',
  async (...moves) => {
    await hold(moves.flat() as Move[])
  },
  60_000,
)

test('and much was done, and many screens were compared', () => {
  expect(done).toBeGreaterThan(100)
  expect(compared).toBeGreaterThan(10)
})
let done = 0
let compared = 0

async function hold(moves: readonly Move[]): Promise<void> {
  const { house, sam } = scene
  const { network } = await house.db
    .selectFrom('meeting')
    .select('network')
    .where('id', '=', scene.meeting)
    .executeTakeFirstOrThrow()
  const guests: Readonly<Record<string, Guest>> = { Maria: scene.maria, Elena: scene.elena, Sam: sam, Ravi: scene.ravi }
  const meeting = await house.makeMeeting({ by: sam, network, people: Object.values(guests).map(one => one.person) })
  const screens = new Map<string, Screen>()
  const real = new Map<string, string>()
  const open = async (name: string, guest: Guest) => {
    const device = screens.get(name)?.line.device
    const screen = new Screen(await scene.raw(guest, device ? { device } : {}), guest, meeting)
    screens.set(name, screen)
    await screen.enter()
  }
  for (const [name, guest] of Object.entries(guests)) {
    await open(name, guest)
    real.set(name, guest.person).set(phoneOf(name), screens.get(name)?.line.device ?? '')
  }
  for (const [name, kind] of [
    ['d1', 'decision'],
    ['d2', 'decision'],
    ['q', 'question'],
    ['v', 'voice'],
    ['s1', 'step'],
    ['s2', 'step'],
  ] as const)
    real.set(name, await writeEntry(house, { meeting, kind, author: sam.person, words: 'These words.' }))
  const { entries } = await house.context.notebooks.read(meeting)
  real.set(hashInStory('These words.'), entries[0]?.hash ?? '').set(hashInStory('Other words.'), 'b'.repeat(64))
  for (const name of ['Tomas', 'Ines', 'nobody', 'none', 'G1', 'G2', 'laptop of Maria'])
    real.set(name, newId<PersonId>(clock.now(), house.context.chance))
  const translate = <T>(value: T): T =>
    JSON.parse(JSON.stringify(value), (_, one: unknown) =>
      typeof one === 'string' ? (real.get(one) ?? one) : one,
    ) as T

  for (const move of moves) {
    clock.pass(200)
    if (move.move === 'pass') clock.pass(move.span)
    if (move.move === 'pass' || move.move === 'write') continue
    const screen = screens.get(move.who)
    if (!screen) continue
    if (move.move === 'lose') screen.line.close()
    else if (!screen.line.socket.connected) await open(move.who, screen.guest)
    if (move.move !== 'say') continue
    const as = real.get(move.as) as PersonId
    const fault = await (screens.get(move.who) ?? screen).line.does(meeting, translate(move.command), { as })
    expect(['unexpected', 'not-saved', 'leaving']).not.toContain(fault)
    if (fault === null) done += 1
    const state = await roomState(house.context, meeting)
    if (isOpen(state) && networkHere(state).length === 0)
      expect(clock.now() - (state.graceSince ?? 0)).toBeLessThan(grace + 1000)
  }
  const state = await roomState(house.context, meeting)
  for (const screen of screens.values()) {
    if (!screen.line.socket.connected || !seesAll(state, screen.guest.person)) continue
    compared += 1
    await until(async () => expect(screen.state).toEqual(await roomState(house.context, meeting)))
  }
  for (const screen of screens.values()) screen.line.close()
}
