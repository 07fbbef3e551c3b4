import type { DeviceId, MeetingId } from '@polyphony/shared/domain/ids'
import { minutes, seconds } from '@polyphony/shared/domain/time'
import { TrackSource } from 'livekit-server-sdk'
import { expect, test, vi } from 'vitest'
import { createLogger } from '../log.ts'
import { fakeClock } from '../testing/clock.ts'
import { createMediaRooms } from './livekit-rooms.ts'
import type { RoomService } from './livekit-rooms.ts'
import { sourcesOf } from './tickets.ts'

const meeting = 'a meeting' as MeetingId
const [maria, sam] = ['the device of Maria', 'the device of Sam'] as [DeviceId, DeviceId]
const both = new Map([
  [maria, 'speaks'],
  [sam, 'speaks'],
] as const)

type There = Awaited<ReturnType<RoomService['listParticipants']>>

function scene() {
  const clock = fakeClock()
  const there = new Set<string>()
  const may = new Map<string, readonly TrackSource[]>()
  /** 0: a browser, 2: a recorder, 3: a telephone, 4: an agent, as LiveKit calls them. */
  const kinds = new Map<string, number>()
  const granted: string[] = []
  let broken = false
  let asked = 0
  const service: RoomService = {
    listParticipants: async () => {
      asked += 1
      if (broken) throw new Error('no answer')
      return [...there].map((identity, at) => ({
        identity,
        kind: kinds.get(identity) ?? 0,
        joinedAtMs: BigInt(at),
        permission: { canPublishSources: may.get(identity) ?? sourcesOf('speaks') },
      })) as unknown as There
    },
    removeParticipant: async (_room, identity) => {
      there.delete(identity)
    },
    updateParticipant: async (_room, identity, { permission }) => {
      granted.push(identity)
      may.set(identity, permission?.canPublishSources ?? [])
    },
  }
  const logger = createLogger({ level: 'fatal', to: { write: () => undefined } })
  return {
    clock,
    there,
    kinds,
    may,
    granted,
    asked: () => asked,
    breaks: (is: boolean) => {
      broken = is
    },
    rooms: createMediaRooms({ service, clock, logger }),
    holds: (...devices: string[]) => vi.waitFor(() => expect([...there].sort()).toEqual([...devices].sort())),
  }
}

test('D2: when the door closes nobody stays in the media server’s room', async () => {
  const { rooms, there, holds } = scene()
  rooms.keep(meeting, both, 0)
  there.add(maria).add(sam)
  rooms.keep(meeting, new Map(), 0)
  await holds()
  await rooms.close()
})

test('D2: after a start the first look finds who was left in a room', async () => {
  const { rooms, there, holds } = scene()
  there.add(sam)
  rooms.keep(meeting, new Map(), 0)
  await holds()
  await rooms.close()
})

test('S10: who has lost their right is out, stays out with an old token, and is in again by a new ticket', async () => {
  const { rooms, there, holds, clock } = scene()
  rooms.keep(meeting, both, 0)
  there.add(maria).add(sam)
  rooms.bar(meeting, sam)
  await holds(maria)
  there.add(sam)
  // The look that is under way sets the next one.
  await vi.waitFor(() => expect(clock.waiting()).toBe(1))
  clock.pass(seconds(5))
  await holds(maria)
  rooms.admit(meeting, sam)
  there.add(sam)
  await vi.waitFor(() => expect(clock.waiting()).toBe(1))
  clock.pass(seconds(5))
  await vi.waitFor(() => expect(clock.waiting()).toBe(1))
  await holds(maria, sam)
  await rooms.close()
})

test('R3: a listener may send no sound, may again when they wish, and nobody is granted twice what they have', async () => {
  const { rooms, there, may, granted } = scene()
  there.add(maria).add(sam)
  rooms.keep(meeting, new Map([...both, [maria, 'listens']]), 0)
  await vi.waitFor(() => expect(may.get(maria)).toEqual([TrackSource.CAMERA, TrackSource.SCREEN_SHARE]))
  rooms.keep(meeting, both, 0)
  await vi.waitFor(() => expect(may.get(maria)).toContain(TrackSource.MICROPHONE))
  expect(granted).toEqual([maria, maria])
  await rooms.close()
})

test('what the media server says is a reason to look, for rooms that are kept and for no others', async () => {
  const { rooms, there, holds, asked } = scene()
  rooms.heard(meeting)
  expect(asked()).toBe(0)
  rooms.keep(meeting, new Map([[maria, 'speaks']]), 0)
  await vi.waitFor(() => expect(asked()).toBe(1))
  there.add(maria).add(sam)
  rooms.heard(meeting)
  await holds(maria)
  await rooms.close()
})

test('a media server that does not answer is asked again until it does', async () => {
  const { rooms, there, holds, clock, breaks } = scene()
  there.add(sam)
  breaks(true)
  rooms.keep(meeting, new Map(), 0)
  await vi.waitFor(() => expect(clock.waiting()).toBe(1))
  expect([...there]).toEqual([sam])
  breaks(false)
  clock.pass(seconds(1))
  await holds()
  await rooms.close()
})

test('an empty room is no longer looked at once no old token can open it', async () => {
  const { rooms, clock, asked } = scene()
  rooms.keep(meeting, new Map(), 0)
  await vi.waitFor(() => expect(clock.waiting()).toBe(1))
  clock.pass(minutes(14))
  await vi.waitFor(() => expect(clock.waiting()).toBe(1))
  expect(asked()).toBe(2)
  clock.pass(minutes(2))
  await vi.waitFor(() => expect(asked()).toBe(3))
  // Closing waits for that look; what it would have set is not there.
  await rooms.close()
  clock.pass(minutes(1))
  expect({ asked: asked(), waiting: clock.waiting() }).toEqual({ asked: 3, waiting: 0 })
})

test('D5: a telephone is let in when somebody is said to be with us by phone, and no more than that', async () => {
  const { rooms, there, kinds, holds } = scene()
  const rang: number[] = []
  rooms.onPhone((_meeting, phones) => rang.push(phones))
  for (const one of ['sip_1', 'sip_2']) kinds.set(one, 3)
  rooms.keep(meeting, both, 0)
  there.add(maria).add(sam).add('sip_1')
  rooms.heard(meeting)
  await holds(maria, sam)
  expect({ rang, phones: rooms.phones(meeting) }).toEqual({ rang: [], phones: 0 })
  rooms.keep(meeting, both, 1)
  there.add('sip_1').add('sip_2')
  rooms.heard(meeting)
  await holds(maria, sam, 'sip_1')
  await vi.waitFor(() => expect(rang).toEqual([1]))
  expect(rooms.phones(meeting)).toBe(1)
  rooms.keep(meeting, new Map(), 0)
  await holds()
  await vi.waitFor(() => expect(rang).toEqual([1, 0]))
  await rooms.close()
})

test('no recorder and no agent is let in, whatever is said of phones', async () => {
  const { rooms, there, kinds, holds } = scene()
  kinds.set('recorder', 2).set('agent', 4)
  there.add(maria).add(sam).add('recorder').add('agent')
  rooms.keep(meeting, both, 4)
  await holds(maria, sam)
  await rooms.close()
})
