import { minutes } from '@polyphony/shared/domain/time'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FakeClock } from '../testing/clock.ts'
import { fakeClock } from '../testing/clock.ts'
import type { Guest } from '../testing/house.ts'
import type { LiveScene } from './live.testing.ts'
import { openLiveScene, until } from './live.testing.ts'

let scene: LiveScene
let clock: FakeClock
beforeEach(async () => {
  clock = fakeClock()
  scene = await openLiveScene(clock)
})
afterEach(async () => await scene.close())

const warned = () => scene.house.logged.filter(({ msg }) => String(msg).includes('LIVEKIT_URL'))

async function friend(name: string): Promise<Guest> {
  const { house, meeting, sam } = scene
  const { network } = await house.db
    .selectFrom('meeting')
    .select('network')
    .where('id', '=', meeting)
    .executeTakeFirstOrThrow()
  const person = await house.makePerson({ by: sam, network, name })
  await sam.browser.call('inviteToMeeting', { meeting, person })
  return await house.signInAsGuest({ meeting, person, by: sam })
}

test('seven with sound: whoever runs the place reads of it once, and of nobody’s name', async () => {
  const admin = await scene.house.signInAsStaff({ name: 'Ada', administrator: true })
  const crowded = async () => (await admin.browser.call('mediaCheck', {})).crowdedAt
  const names = ['Tomas', 'Ivo', 'Petra']
  for (const guest of [scene.maria, scene.elena, scene.sam, scene.ravi]) await scene.here(guest)
  for (const name of names.slice(0, 2)) await scene.here(await friend(name))
  expect(await crowded()).toBeNull()
  expect(warned()).toEqual([])

  const seventh = await scene.here(await friend('Petra'))
  const at = clock.now()
  await until(async () => expect(await crowded()).toBe(at))
  clock.pass(minutes(1))
  expect(await seventh.does(scene.meeting, { do: 'change-way', way: 'notes' })).toBeNull()
  expect(await seventh.does(scene.meeting, { do: 'change-way', way: 'picture' })).toBeNull()
  expect(warned()).toHaveLength(1)
  expect(await crowded()).toBe(at)

  const kept = await scene.house.db.selectFrom('house').selectAll().where('key', '=', 'crowded').execute()
  expect(kept).toEqual([{ key: 'crowded', value: String(at) }])
  for (const name of [...names, 'Maria']) expect(JSON.stringify(warned())).not.toContain(name)
})
