import type { DeviceId, PersonId } from '@polyphony/shared/domain/ids'
import { newId } from '@polyphony/shared/domain/ids'
import type { RoomState, Stamped } from '@polyphony/shared/domain/meeting'
import { evolve } from '@polyphony/shared/domain/room'
import { seconds } from '@polyphony/shared/domain/time'
import { closeCode } from '@polyphony/shared/wire/sync'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { doInRoom, roomState } from '../meetings/room.ts'
import type { FakeClock } from '../testing/clock.ts'
import { fakeClock } from '../testing/clock.ts'
import type { LiveScene, Raw } from './live.testing.ts'
import { openLiveScene, until } from './live.testing.ts'
import { openNotes } from '../testing/wires.ts'

let scene: LiveScene
let clock: FakeClock
beforeEach(async () => {
  clock = fakeClock()
  scene = await openLiveScene(clock)
})
afterEach(async () => await scene.close())

const stamped = (line: Raw): Stamped[] => line.of('happened').flatMap(args => args[1] as Stamped[])
const phase = async () => (await scene.state()).phase

describe('the live wire', () => {
  test('everyone who sits in the room hears the same events, in order, and a late-comer finds the same room', async () => {
    const maria = await scene.here(scene.maria)
    const first = await maria.enter(scene.meeting)
    const sam = await scene.here(scene.sam)
    for (const wants of [true, false, true]) await maria.does(scene.meeting, { do: 'want-to-speak', wants })
    await sam.does(scene.meeting, { do: 'pause-together', pause: true })
    const ravi = await scene.here(scene.ravi)
    const late = await ravi.enter(scene.meeting)
    await until(() => expect(stamped(maria).at(-1)?.seq).toBe(late.value?.seq))
    const begun = first.value as { state: RoomState; seq: number }
    const evolved = stamped(maria)
      .filter(({ seq }) => seq > begun.seq)
      .reduce((state, { event, at }) => evolve(state, event, at), begun.state)
    expect(evolved).toEqual(late.value?.state)
    expect(late.value?.state).toEqual(await scene.state())
    const seqs = stamped(maria).map(({ seq }) => seq)
    expect(seqs).toEqual(seqs.map((_, at) => (seqs[0] ?? 0) + at))
  })

  test('who comes in at the moment the last one goes hears what happens', async () => {
    for (let round = 0; round < 6; round++) {
      const [goes, comes] = [await scene.raw(scene.elena), await scene.raw(scene.maria)]
      await goes.enter(scene.meeting)
      const coming = comes.enter(scene.meeting)
      goes.close()
      await coming
      expect(await comes.does(scene.meeting, { do: 'arrive', way: 'notes' })).toBe(null)
      await until(() => expect(stamped(comes).map(({ event }) => event.is)).toContain('arrived'))
      expect(await comes.does(scene.meeting, { do: 'leave' })).toBe(null)
      comes.close()
    }
  })

  test('a network that blocks WebSockets is no obstacle: the same over plain requests', async () => {
    const maria = await scene.raw(scene.maria, { transports: ['polling'] })
    await maria.enter(scene.meeting)
    expect(await maria.does(scene.meeting, { do: 'arrive', way: 'sound' })).toBe(null)
    await until(() => expect(stamped(maria).map(({ event }) => event.is)).toEqual(['arrived', 'door-opened']))
  })

  test('what is done elsewhere in the house is heard in the room', async () => {
    const maria = await scene.here(scene.maria)
    const [id, device] = [
      newId(clock.now(), scene.house.context.chance),
      newId(clock.now(), scene.house.context.chance),
    ]
    await doInRoom(scene.house.context, scene.elena.who, {
      id: id as never,
      device: device as DeviceId,
      meeting: scene.meeting,
      as: scene.elena.person,
      deed: { do: 'arrive', way: 'notes' },
    })
    await until(() => expect(stamped(maria).at(-1)?.event).toMatchObject({ is: 'arrived', way: 'notes' }))
  })

  test('nobody listens unseen: without a seat one sees who comes and goes, and nothing of what is said', async () => {
    const maria = await scene.here(scene.maria)
    await maria.does(scene.meeting, { do: 'want-to-speak', wants: true })
    const sam = await scene.raw(scene.sam)
    const looked = await sam.enter(scene.meeting)
    expect(looked.value?.state.wantToSpeak).toEqual([])
    expect(looked.value?.state.seats).toHaveLength(1)
    await maria.does(scene.meeting, { do: 'pause-together', pause: true })
    await maria.does(scene.meeting, { do: 'change-way', way: 'sound' })
    await until(() => expect(stamped(sam).map(({ event }) => event.is)).toEqual(['way-changed']))
    expect(await sam.does(scene.meeting, { do: 'arrive', way: 'sound' })).toBe(null)
    await until(() => expect(sam.of('rightsChanged')).toEqual([[scene.meeting]]))
    const seated = await sam.enter(scene.meeting)
    expect(seated.value?.state).toEqual(await scene.state())
  })

  test('who has stepped out hears nothing of what is said until they come back', async () => {
    await scene.here(scene.maria).then(async maria => {
      const sam = await scene.here(scene.sam)
      await sam.does(scene.meeting, { do: 'step-out' })
      await maria.does(scene.meeting, { do: 'pause-together', pause: true })
      await sam.does(scene.meeting, { do: 'come-back' })
      await until(() => expect(stamped(sam).at(-1)?.event.is).toBe('came-back'))
      expect(stamped(sam).some(({ event }) => event.is === 'paused-together')).toBe(false)
      expect(sam.of('rightsChanged').length).toBeGreaterThan(0)
    })
  })
})

describe('lines', () => {
  test('[D3] a socket that goes is a line that is lost; after the grace the room pauses', async () => {
    const sam = await scene.here(scene.sam)
    const maria = await scene.here(scene.maria)
    maria.close()
    await until(() => expect(stamped(sam).at(-1)?.event.is).toBe('line-lost'))
    expect(await phase()).toBe('open')
    await until(() => expect(clock.waiting()).toBeGreaterThan(0))
    await until(async () => {
      clock.pass(seconds(8))
      expect(await phase()).toBe('paused')
    })
    await until(() => expect(stamped(sam).at(-1)?.event.is).toBe('door-paused'))
  })

  test('[D3] [D7] a device that comes back takes its seat again, and nobody has to let it in', async () => {
    const sam = await scene.here(scene.sam)
    const maria = await scene.here(scene.maria)
    maria.close()
    await until(() => expect(stamped(sam).at(-1)?.event.is).toBe('line-lost'))
    const again = await scene.raw(scene.maria, { device: maria.device })
    const entered = await again.enter(scene.meeting)
    expect(entered.value?.state.devices[maria.device]?.line).toBe('here')
    expect(await phase()).toBe('open')
    clock.pass(seconds(60))
    await until(async () => expect(await sam.does(scene.meeting, { do: 'want-to-speak', wants: true })).toBe(null))
    expect(await phase()).toBe('open')
  })

  test('the same device twice (a duplicated tab) is lost only when both are gone', async () => {
    const maria = await scene.here(scene.maria)
    const twin = await scene.raw(scene.maria, { device: maria.device })
    await twin.enter(scene.meeting)
    maria.close()
    await until(async () => {
      expect(await twin.does(scene.meeting, { do: 'want-to-speak', wants: true })).toBe(null)
      expect(maria.socket.connected).toBe(false)
    })
    expect((await scene.state()).devices[maria.device]?.line).toBe('here')
    twin.close()
    await until(async () => expect((await scene.state()).devices[maria.device]?.line).toBe('lost'))
  })

  test('[D3] after a restart whoever was here comes back, or the grace runs out', async () => {
    const sam = await scene.here(scene.sam)
    const maria = await scene.here(scene.maria)
    const { seats } = await scene.state()
    maria.close()
    await until(async () => expect((await scene.state()).devices[maria.device]?.line).toBe('lost'))
    const back = await scene.raw(scene.maria, { device: maria.device })
    await back.enter(scene.meeting)
    expect((await scene.state()).seats).toEqual(seats)
    back.socket.io.reconnection(false)
    await scene.house.restart()
    expect(sam.of('leaving')).toEqual([[]])
    await until(() => expect(sam.socket.connected).toBe(true))
    const entered = await sam.enter(scene.meeting)
    const { devices, phase: now } = entered.value?.state ?? (await scene.state())
    expect([devices[sam.device]?.line, devices[maria.device]?.line, now]).toEqual(['here', 'lost', 'open'])
    await until(async () => {
      clock.pass(seconds(8))
      expect(await phase()).toBe('paused')
    })
  })

  test('[S10] who loses their link is out at once, and the room does not wait for them', async () => {
    const sam = await scene.here(scene.sam)
    const maria = await scene.here(scene.maria)
    maria.socket.io.reconnection(false)
    await scene.sam.browser.call('makeLink', { meeting: scene.meeting, person: scene.maria.person })
    await until(() => expect(maria.socket.connected).toBe(false), 1000)
    await until(() => expect(stamped(sam).map(({ event }) => event.is)).toContain('door-paused'))
  })

  test('[S10] who loses their link is out of every meeting it led into, and lines that wait outside end too', async () => {
    const { house, sam, maria, meeting } = scene
    const { network } = await sam.browser.call('meeting', { meeting })
    const next = await house.makeMeeting({ by: sam, network: network as never, people: [maria.person, sam.person] })
    const outside = await scene.raw(maria)
    const inside = await scene.raw(maria)
    for (const line of [outside, inside]) line.socket.io.reconnection(false)
    expect((await inside.enter(next)).ok).toBe(true)
    expect(await inside.does(next, { do: 'arrive', way: 'sound' })).toBe(null)
    const notes = openNotes(house, { guest: maria, meeting: next })
    await until(() => expect(notes.provider.synced).toBe(true))
    await sam.browser.call('makeLink', { meeting, person: maria.person })
    await until(() => expect([inside.socket.connected, outside.socket.connected]).toEqual([false, false]), 1000)
    await until(() => expect(notes.closed.at(-1)).toBe(closeCode.notSignedIn))
    notes.close()
    expect((await roomState(house.context, next)).phase).toBe('paused')
  })

  test('[S10] a line that was opened before its sign-in ended leads nowhere any more', async () => {
    const line = await scene.raw(scene.maria)
    await scene.house.db.updateTable('session').set({ revoked_at: clock.now() }).execute()
    expect(await line.enter(scene.meeting)).toEqual({ ok: false, fault: 'not-signed-in' })
  })

  test('a sign-in that ends closes its lines; another sign-in goes on', async () => {
    const sam = await scene.here(scene.sam)
    const maria = await scene.here(scene.maria)
    sam.socket.io.reconnection(false)
    await scene.sam.browser.call('signOut')
    await until(() => expect(sam.socket.connected).toBe(false), 1000)
    expect(await maria.does(scene.meeting, { do: 'want-to-speak', wants: true })).toBe(null)
  })
})

test('a person who may be is a person who is known: no cookie, no line', async () => {
  const nobody = { ...scene.maria, headers: () => ({ origin: scene.house.url }) }
  await expect(scene.raw(nobody)).rejects.toThrow('not-signed-in')
  const foreign = { ...scene.maria, headers: () => ({ ...scene.maria.headers(), origin: 'https://evil.example' }) }
  await expect(scene.raw(foreign)).rejects.toThrow()
  await expect(scene.raw(foreign, { transports: ['polling'] })).rejects.toThrow()
  expect((await scene.state()).people[scene.maria.person as PersonId]?.name).toBe('Maria')
})
