import type { DeviceId, MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import { beginning, grace, type RoomState } from '@polyphony/shared/domain/meeting'
import type { Device, Presence } from '@polyphony/shared/domain/seat'
import { expect, test } from 'vitest'
import type { MediaLock } from '@polyphony/shared/wire/media'
import { createLogger } from '../log.ts'
import { createLocks } from '../media/locks.ts'
import type { Context } from '../meetings/context.ts'
import { fakeClock } from '../testing/clock.ts'
import { createCircles } from './circles.ts'
import type { Rooms } from './rooms.ts'

const meeting = 'm' as MeetingId
const [maria, sam] = ['maria', 'sam'] as [PersonId, PersonId]
const [hers, his] = ['hers', 'his'] as [DeviceId, DeviceId]

function room(his_: Partial<Device> & { presence?: Presence }, over: Partial<RoomState> = {}): RoomState {
  const { presence = 'here', ...device } = his_
  const seat = { since: 0, declaredBy: null, byPhone: false }
  const plain = { way: 'picture', line: 'here', lostAt: null } as const
  return {
    ...beginning({ meeting, centre: maria, people: [] }),
    phase: 'open',
    seats: [
      { ...seat, person: maria, device: hers, presence: 'here' },
      { ...seat, person: sam, device: his, presence },
    ],
    devices: {
      [hers]: { ...plain, id: hers, owner: maria, using: maria },
      [his]: { ...plain, id: his, owner: sam, using: sam, ...device },
    },
    ...over,
  }
}

function scene(mesh = false) {
  const clock = fakeClock()
  let state = room({})
  const said: string[] = []
  let kept: Record<string, string> | null = null
  let allowed = 0
  let ring: (phones: number) => void = () => undefined
  const given: [DeviceId, MediaLock][] = []
  const barred: DeviceId[] = []
  const circles = createCircles({
    context: { clock } as unknown as Context,
    rooms: { stateOf: () => state } as unknown as Rooms,
    media: mesh
      ? null
      : {
          rooms: {
            keep: (_meeting, devices, phones) => {
              kept = Object.fromEntries(devices)
              allowed = phones
            },
            heard: () => undefined,
            bar: (_meeting, device) => void barred.push(device),
            admit: () => undefined,
            phones: () => 0,
            onPhone: then => {
              ring = phones => then(meeting, phones)
            },
            close: async () => undefined,
          },
          locks: createLocks({
            clock,
            chance: { fill: bytes => bytes.fill(given.length + 1) },
            wanted: true,
            give: async (_meeting, device, lock) => {
              given.push([device, lock])
              return true
            },
          }),
        },
    logger: createLogger({ level: 'warn', to: { write: (line: string) => void said.push(line) } }),
  })
  return {
    clock,
    circles,
    said,
    kept: () => kept,
    given,
    barred,
    phonesAllowed: () => allowed,
    ring: (phones: number) => ring(phones),
    comesIn: (device: DeviceId, locks = true) => circles.admit({ meeting, device, locks }, state),
    becomes: (next: RoomState) => {
      state = next
      circles.happened(meeting)
    },
  }
}

test('D2: only while the door is open, and only with sound or picture, is a device in the media server’s room', () => {
  const { becomes, kept } = scene()
  becomes(room({}))
  expect(kept()).toEqual({ hers: 'speaks', his: 'speaks' })
  becomes(room({ way: 'notes' }))
  expect(kept()).toEqual({ hers: 'speaks' })
  becomes(room({ presence: 'out' }))
  expect(kept()).toEqual({ hers: 'speaks' })
  becomes(room({}, { phase: 'closing' }))
  expect(kept()).toEqual({ hers: 'speaks', his: 'speaks' })
  for (const phase of ['waiting', 'paused', 'ended'] as const) {
    becomes(room({}, { phase }))
    expect(kept(), phase).toEqual({})
  }
})

test('a line that is lost for a moment cuts nobody’s voice; after the grace its device is out', () => {
  const { becomes, kept, clock, circles } = scene()
  becomes(room({ presence: 'lost', line: 'lost', lostAt: clock.now() }))
  expect(kept()).toEqual({ hers: 'speaks', his: 'speaks' })
  clock.pass(grace - 1)
  expect(kept()).toEqual({ hers: 'speaks', his: 'speaks' })
  clock.pass(1)
  expect(kept()).toEqual({ hers: 'speaks' })
  becomes(room({ presence: 'lost', line: 'lost', lostAt: clock.now() - grace }))
  expect({ kept: kept(), waiting: clock.waiting() }).toEqual({ kept: { hers: 'speaks' }, waiting: 0 })
  becomes(room({ presence: 'lost', line: 'lost', lostAt: clock.now() }))
  circles.close()
  expect(clock.waiting()).toBe(0)
})

test('R3: who listens to people thinking aloud sends no sound over the media server, until they open it again', () => {
  const { becomes, kept } = scene()
  const reflecting = { is: 'reflecting', who: [sam], since: 1, unrested: [] } as const
  becomes(room({}, { reflecting }))
  expect(kept()).toEqual({ hers: 'listens', his: 'speaks' })
  becomes(room({}, { reflecting: { ...reflecting, unrested: [maria] } }))
  expect(kept()).toEqual({ hers: 'speaks', his: 'speaks' })
})

test('a circle that is too large for pictures is told to whoever runs the place, once', () => {
  const { becomes, said } = scene(true)
  becomes(room({}))
  expect(said).toEqual([])
  const plain = { way: 'picture', line: 'here', lostAt: null, owner: sam, using: sam } as const
  const seat = { since: 0, declaredBy: null, byPhone: false, presence: 'here' } as const
  const ids = Array.from({ length: 7 }, (_, at) => `device ${at}` as DeviceId)
  const many = {
    devices: Object.fromEntries(ids.map(id => [id, { ...plain, id }])),
    seats: ids.map(id => ({ ...seat, person: `of ${id}` as PersonId, device: id })),
  }
  becomes(room({}, many))
  becomes(room({}, many))
  expect(said).toHaveLength(1)
  expect(said[0]).toContain('LIVEKIT_URL')
})

test('who rings by phone: as many as are said to be with us by phone, only while the door is open; and all is open then', async () => {
  const { becomes, phonesAllowed, comesIn, ring, given } = scene()
  const state = room({})
  becomes(state)
  expect(phonesAllowed()).toBe(0)
  const elena = {
    since: 0,
    declaredBy: sam,
    person: 'elena' as PersonId,
    device: his,
    presence: 'here',
    byPhone: true,
  } as const
  becomes({ ...state, seats: [...state.seats, elena] })
  expect(phonesAllowed()).toBe(1)
  expect(comesIn(hers)).toMatchObject({ is: 'locked' })
  ring(1)
  expect(given.filter(([, lock]) => lock.is === 'open' && lock.why === 'phone').map(([to]) => to)).toEqual([hers, his])
  ring(0)
  expect(given.at(-1)?.[1]).toMatchObject({ is: 'locked' })
  becomes({ ...state, seats: [...state.seats, elena], phase: 'paused' })
  expect(phonesAllowed()).toBe(0)
})

test('S10: who has lost a right while their line was lost cannot be asked, and is shut out of what is said next', () => {
  const { becomes, comesIn, circles, given, barred, clock } = scene()
  becomes(room({}))
  comesIn(hers)
  comesIn(his)
  becomes(room({ presence: 'lost', line: 'lost', lostAt: clock.now() }))
  const before = given.length
  circles.doubt(sam, () => true)
  expect(barred).toEqual([])
  circles.doubt(sam, () => false)
  expect(barred).toEqual([his])
  expect(new Set(given.slice(before).map(([to]) => to))).toEqual(new Set([hers]))
})
