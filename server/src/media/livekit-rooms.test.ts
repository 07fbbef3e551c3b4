import type { DeviceId, MeetingId } from '@polyphony/shared/domain/ids'
import { minutes, seconds } from '@polyphony/shared/domain/time'
import { expect, test, vi } from 'vitest'
import { createLogger } from '../log.ts'
import { fakeClock } from '../testing/clock.ts'
import { createMediaRooms } from './livekit-rooms.ts'
import type { RoomService } from './livekit-rooms.ts'

const meeting = 'a meeting' as MeetingId
const [maria, sam] = ['the device of Maria', 'the device of Sam'] as [DeviceId, DeviceId]

type There = Awaited<ReturnType<RoomService['listParticipants']>>

function scene() {
  const clock = fakeClock()
  const there = new Set<string>()
  let broken = false
  let asked = 0
  const service: RoomService = {
    listParticipants: async () => {
      asked += 1
      if (broken) throw new Error('no answer')
      return [...there].map(identity => ({ identity })) as unknown as There
    },
    removeParticipant: async (_room, identity) => {
      there.delete(identity)
    },
  }
  const logger = createLogger({ level: 'fatal', to: { write: () => undefined } })
  return {
    clock,
    there,
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
  rooms.keep(meeting, [maria, sam])
  there.add(maria).add(sam)
  rooms.keep(meeting, [])
  await holds()
  await rooms.close()
})

test('D2: after a start the first look finds who was left in a room', async () => {
  const { rooms, there, holds } = scene()
  there.add(sam)
  rooms.keep(meeting, [])
  await holds()
  await rooms.close()
})

test('S10: who has lost their right is out, stays out with an old token, and is in again by a new ticket', async () => {
  const { rooms, there, holds, clock } = scene()
  rooms.keep(meeting, [maria, sam])
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

test('a media server that does not answer is asked again until it does', async () => {
  const { rooms, there, holds, clock, breaks } = scene()
  there.add(sam)
  breaks(true)
  rooms.keep(meeting, [])
  await vi.waitFor(() => expect(clock.waiting()).toBe(1))
  expect([...there]).toEqual([sam])
  breaks(false)
  clock.pass(seconds(1))
  await holds()
  await rooms.close()
})

test('an empty room is no longer looked at once no old token can open it', async () => {
  const { rooms, clock, asked } = scene()
  rooms.keep(meeting, [])
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
