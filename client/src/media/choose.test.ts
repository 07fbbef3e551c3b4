import type { DeviceId, MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import { beginning, type RoomState } from '@polyphony/shared/domain/meeting'
import type { MediaLock, MediaTicket, SignalFrom } from '@polyphony/shared/wire/media'
import { expect, test, vi } from 'vitest'
import type { Body } from './body.ts'
import { type Bodies, createSession } from './choose.ts'
import type { Own } from './own.ts'

const [here, there] = ['a', 'b'] as [DeviceId, DeviceId]
const [maria, sam] = ['maria', 'sam'] as [PersonId, PersonId]
const seat = (person: PersonId, device: DeviceId) =>
  ({ person, device, since: 0, presence: 'here', declaredBy: null, byPhone: false }) as const
const device = (id: DeviceId, owner: PersonId) =>
  ({ id, owner, way: 'picture', line: 'here', lostAt: null, using: owner }) as const
const open: RoomState = {
  ...beginning({ meeting: 'm' as MeetingId, centre: maria, people: [] }),
  phase: 'open',
  seats: [seat(maria, here), seat(sam, there)],
  devices: { [here]: device(here, maria), [there]: device(there, sam) },
}
const paused: RoomState = { ...open, phase: 'paused' }
const relay = { iceServers: [], relayOnly: false }
const mesh: MediaTicket = { by: 'mesh', ...relay }
const unlocked: MediaLock = { is: 'open', turn: 1, why: 'service' }
const livekit: MediaTicket = { by: 'livekit', url: 'wss://media.example.org', token: 't', lock: unlocked, ...relay }

/** A session whose bodies write down what reaches them. */
function scene(tickets: readonly (MediaTicket | Error)[]) {
  const leaving = new AbortController()
  const waiting = new Set<() => void>()
  const lockListeners = new Set<(lock: MediaLock) => void>()
  const listeners = new Set<(signal: SignalFrom) => void>()
  const told: string[] = []
  let asked = 0
  const body =
    (name: string): Bodies['mesh'] =>
    async ({ signalling }): Promise<Body> => {
      signalling.onLock(({ turn }) => told.push(`${name} has the lock of turn ${turn}`))
      signalling.onSignal(({ session }) => told.push(`${name} hears ${session}`))
      const ticket = await signalling.ticket()
      told.push(`${name} has ${ticket.by}`)
      return {
        follow: room => told.push(`${name} follows ${room.phase}`),
        hear: async () => undefined,
        share: async () => true,
        report: async () => [],
        levelOf: () => 0,
        leave: () => told.push(`${name} leaves`),
      }
    }
  const own = {
    onLevel: () => () => undefined,
    release: () => told.push('microphone and camera are let go'),
  } as unknown as Own
  const session = createSession({
    you: { person: maria, device: here },
    own,
    signalling: {
      send: () => undefined,
      onSignal: then => {
        listeners.add(then)
        return () => listeners.delete(then)
      },
      ticket: async () => {
        const next = tickets[asked++]
        if (next === undefined || next instanceof Error) throw next ?? new Error('asked too often')
        return next
      },
      onLine: () => () => undefined,
      onLock: then => {
        lockListeners.add(then)
        return () => lockListeners.delete(then)
      },
    },
    clock: {
      now: () => 0,
      after: (_span, then) => {
        waiting.add(then)
        return () => waiting.delete(then)
      },
    },
    chance: { fill: bytes => bytes },
    signal: leaving.signal,
    onNetwork: () => () => undefined,
    bodies: { mesh: body('mesh'), livekit: body('livekit') },
  })
  return {
    session,
    told,
    asked: () => asked,
    leaving,
    locks: (turn: number) => {
      for (const then of [...lockListeners]) then({ ...unlocked, turn })
    },
    hears: (name: string) => {
      for (const then of [...listeners]) then({ session: name, from: there })
    },
    timePasses: () => {
      const due = [...waiting]
      waiting.clear()
      for (const then of due) then()
    },
    saying: (words: string) => vi.waitFor(() => expect(told).toContain(words)),
  }
}

test('the first ticket chooses the body, and is not asked for twice', async () => {
  for (const ticket of [mesh, livekit]) {
    const { session, told, asked, saying } = scene([ticket])
    session.follow(open)
    await saying(`${ticket.by} follows open`)
    expect(told).toEqual([`${ticket.by} has ${ticket.by}`, `${ticket.by} follows open`])
    expect(asked()).toBe(1)
  }
})

test('D2: while the door is closed nothing is asked for, and no body is made', async () => {
  const { session, told, asked, saying } = scene([mesh])
  session.follow(paused)
  expect(session.state.getState().exchange).toBeNull()
  expect({ asked: asked(), told }).toEqual({ asked: 0, told: [] })
  session.follow(open)
  expect(session.state.getState().exchange).toBe('joining')
  await saying('mesh follows open')
})

test('a signal that comes before there is a body is kept for it, and comes once', async () => {
  const { session, told, hears, saying } = scene([mesh])
  hears('early')
  session.follow(open)
  await saying('mesh follows open')
  hears('late')
  expect(told.filter(words => words.includes('hears'))).toEqual(['mesh hears early', 'mesh hears late'])
})

test('a lock that comes before there is a body is kept for it: of several the last', async () => {
  const { session, told, locks, saying } = scene([livekit])
  locks(2)
  locks(3)
  session.follow(open)
  await saying('livekit follows open')
  locks(4)
  const heard = told.filter(words => words.includes('lock'))
  expect(heard).toEqual(['livekit has the lock of turn 3', 'livekit has the lock of turn 4'])
})

test('a refusal is said, and asked again after a moment', async () => {
  const { session, timePasses, saying } = scene([new Error('door-closed'), livekit])
  session.follow(open)
  await vi.waitFor(() => expect(session.state.getState().exchange).toBe('refused'))
  timePasses()
  await saying('livekit follows open')
})

test('leaving quickly lets go of everything, and a body that comes late is sent away', async () => {
  const { session, leaving, told, saying } = scene([livekit])
  session.follow(open)
  leaving.abort()
  expect(told).toEqual(['microphone and camera are let go'])
  await saying('livekit leaves')
  expect(told).not.toContain('livekit follows open')
  expect(session.state.getState().exchange).toBeNull()
})
