import type { PersonId } from '@polyphony/shared/domain/ids'
import { seconds } from '@polyphony/shared/domain/time'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { dump } from '../testing/world.ts'
import { doInRoom, houseInRoom } from './room.ts'
import type { Scene } from './room.testing.ts'
import { openScene } from './room.testing.ts'

let scene: Scene
beforeEach(async () => {
  scene = await openScene()
})
afterEach(async () => await scene.close())

const events = async () =>
  await scene.house.db
    .selectFrom('meeting_event')
    .select(['seq', 'person', 'body', 'command'])
    .where('meeting', '=', scene.meeting)
    .orderBy('seq')
    .execute()

describe('one deed, one transaction', () => {
  test('what happened is appended without gaps, and lists are in step with it', async () => {
    await scene.does('Sam', { do: 'arrive', way: 'picture' })
    await scene.does('Maria', { do: 'arrive', way: 'notes' })
    scene.clock.pass(seconds(3))
    await scene.does('Maria', { do: 'want-to-speak', wants: true })
    const rows = await events()
    expect(rows.map(row => row.seq)).toEqual(rows.map((_, at) => at + 1))
    expect(rows.map(row => JSON.parse(row.body).is)).toEqual([
      'arrived',
      'waiting-began',
      'arrived',
      'door-opened',
      'wanted-to-speak',
    ])
    expect(rows.at(-1)?.person).toBe(scene.person('Maria'))
    const row = await scene.house.db
      .selectFrom('meeting')
      .selectAll()
      .where('id', '=', scene.meeting)
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ phase: 'open', opened_at: scene.clock.now() - seconds(3), carried: 1 })
    const attended = await scene.house.db
      .selectFrom('invited')
      .select('person')
      .where('meeting', '=', scene.meeting)
      .where('attended_at', 'is not', null)
      .execute()
    expect(attended.map(({ person }) => person).sort()).toEqual([scene.person('Maria'), scene.person('Sam')].sort())
  })

  test('the same command twice happens once, also at the same moment; of somebody else it is refused', async () => {
    await scene.does('Maria', { do: 'arrive', way: 'sound' })
    await scene.does('Sam', { do: 'arrive', way: 'sound' })
    const command = scene.say('Maria', { do: 'pause-together', pause: true })
    const answers = await Promise.all([1, 2, 3].map(() => doInRoom(scene.house.context, scene.who('Maria'), command)))
    await scene.does('Sam', { do: 'pause-together', pause: false })
    const later = await doInRoom(scene.house.context, scene.who('Maria'), command)
    expect(new Set([...answers, later].map(({ seq }) => seq)).size).toBe(1)
    expect((await scene.state()).pausedBy).toBe(null)
    const stolen = { ...scene.say('Sam', { do: 'pause-together', pause: true }), id: command.id }
    expect(await scene.refusal(doInRoom(scene.house.context, scene.who('Sam'), stolen))).toBe('already-there')
  })

  test('many at once come one after the other, and nothing is lost between them', async () => {
    await scene.does('Maria', { do: 'arrive', way: 'sound' })
    const guests = Array.from({ length: 12 }, () => scene.id<PersonId>())
    await Promise.all(
      guests.map(person => scene.does('Maria', { do: 'seat-guest', person, name: 'Guest', relation: 'friend' })),
    )
    const rows = await events()
    expect(rows.map(row => row.seq)).toEqual(rows.map((_, at) => at + 1))
    expect((await scene.state()).seats).toHaveLength(13)
  })

  test('a refused deed leaves every row of every table as it was', async () => {
    await scene.does('Maria', { do: 'arrive', way: 'sound' })
    const before = await dump(scene.house)
    expect(await scene.refusal(scene.does('Sam', { do: 'begin-closing' }))).toBe('not-in-the-room')
    const aino = await scene.house.signInAsStaff({ name: 'Aino' })
    const after = await dump(scene.house)
    const arrive = { ...scene.say('Sam', { do: 'arrive', way: 'sound' }), as: aino.person }
    expect(await scene.refusal(doInRoom(scene.house.context, aino.who, arrive))).toBe('not-yours')
    expect(after.meeting_event).toBe(before.meeting_event)
    expect(await dump(scene.house)).toEqual(after)
  })

  test('events that another node has appended are in the state', async () => {
    await scene.does('Maria', { do: 'arrive', way: 'sound' })
    const { seq } = await scene.does('Maria', { do: 'want-to-speak', wants: true })
    const body = JSON.stringify({ is: 'paused-together', by: scene.person('Maria') })
    const row = { meeting: scene.meeting, seq: seq + 1, at: scene.clock.now(), person: null, body, command: null }
    await scene.house.db.insertInto('meeting_event').values(row).execute()
    expect((await scene.state()).pausedBy).toBe(scene.person('Maria'))
    expect(await scene.does('Maria', { do: 'want-to-speak', wants: false })).toEqual({ seq: seq + 2 })
  })

  test('[D5] who was not invited gets a row of their own; nobody is given an id that somebody bears', async () => {
    await scene.does('Maria', { do: 'arrive', way: 'sound' })
    const person = scene.id<PersonId>()
    await scene.does('Maria', { do: 'seat-guest', person, name: 'Rosa', relation: 'neighbour' })
    const invited = await scene.house.db.selectFrom('invited').selectAll().where('person', '=', person).execute()
    expect(invited).toMatchObject([
      { meeting: scene.meeting, kind: 'network', role: 'neighbour', attended_at: scene.clock.now() },
    ])
    const aino = await scene.house.signInAsStaff({ name: 'Aino' })
    const taken = { do: 'seat-guest', person: aino.person, name: 'Me', relation: '' } as const
    expect(await scene.refusal(scene.does('Maria', taken))).toBe('already-there')
  })

  test('who is asked to come while the room is open may come, under the name they have today', async () => {
    await scene.does('Sam', { do: 'arrive', way: 'sound' })
    await scene.house.db.updateTable('person').set({ name: 'Leni' }).where('id', '=', scene.person('Elena')).execute()
    await scene.does('Elena', { do: 'arrive', way: 'sound' })
    expect((await scene.state()).people[scene.person('Elena')]?.name).toBe('Leni')
  })
})

test('[D3] the house asks for nothing that has not changed', async () => {
  await scene.does('Maria', { do: 'arrive', way: 'sound' })
  const before = await dump(scene.house)
  await houseInRoom(scene.house.context, { meeting: scene.meeting, command: { do: 'look-at-the-clock' } })
  await houseInRoom(scene.house.context, {
    meeting: scene.meeting,
    command: { do: 'find-line', device: scene.device('Maria') },
  })
  expect(await dump(scene.house)).toEqual(before)
})
