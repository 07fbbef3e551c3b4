import { afterAll, beforeAll, expect, test } from 'vitest'
import { fakeClock } from '../testing/clock.ts'
import type { TestHouse } from '../testing/house.ts'
import { testHouse } from '../testing/house.ts'
import { holdMeeting } from '../testing/meeting.ts'

/** What somebody does, when they left it out at first or it has changed since. */
let house: TestHouse
beforeAll(async () => {
  house = await testHouse({ clock: fakeClock() })
})
afterAll(() => house.close())

test('the first administrator adds later what they do: everywhere they stand now, and where the network reads who has looked', async () => {
  const ada = await house.signInAsStaff({ name: 'Ada', profession: '', administrator: true })
  const { network, centre, people } = await house.makeNetwork({ by: ada })
  const everybody = [centre, people.Elena ?? centre, ada.person]
  const ended = await house.makeMeeting({ by: ada, network, people: everybody })
  await holdMeeting(house, { meeting: ended, people: everybody, owner: centre })
  const coming = await house.makeMeeting({ by: ada, network, people: everybody })
  const elena = await house.signInAsGuest({ meeting: coming, person: people.Elena ?? centre, by: ada })
  const other = await house.signInAsStaff({ name: 'Otto', profession: 'nurse' })
  await ada.browser.call('addToTeam', { network, person: other.person })

  await ada.browser.call('network', { network })
  const me = await ada.browser.call('changeProfession', { profession: '  family \u202edoctor ' })
  expect(me.who?.staff).toEqual({ administrator: true, profession: 'family doctor' })
  expect((await ada.browser.call('me')).who?.staff?.profession).toBe('family doctor')

  const roleIn = (all: readonly { readonly name: string; readonly role: string }[], name: string) =>
    all.find(one => one.name === name)?.role
  const page = await elena.browser.call('network', { network })
  expect([roleIn(page.members, 'Ada'), roleIn(page.members, 'Otto')]).toEqual(['family doctor', 'nurse'])
  expect(roleIn((await elena.browser.call('meeting', { meeting: coming })).people, 'Ada')).toBe('family doctor')
  expect(roleIn(await elena.browser.call('accessLog', { network }), 'Ada')).toBe('family doctor')
  // What is sealed keeps the words of its day.
  expect(roleIn((await elena.browser.call('record', { meeting: ended })).record.people, 'Ada')).toBe('')
})

test('it is their own to change, and no relation that they have as a relative elsewhere', async () => {
  const sam = await house.signInAsStaff({ name: 'Sam' })
  const igor = await house.signInAsStaff({ name: 'Igor', profession: 'doctor' })
  const { network } = await house.makeNetwork({ by: sam })
  const since = house.clock.now()
  const brother = { network, person: igor.person, kind: 'network', relation: 'brother', profession: '', since } as const
  await house.db
    .insertInto('membership')
    .values({ ...brother, until: null, ended_by: null, child: 0 })
    .execute()
  await igor.browser.call('changeProfession', { profession: 'surgeon' })
  const { members } = await sam.browser.call('network', { network })
  expect(members.find(({ person }) => person === igor.person)?.role).toBe('brother')
})

test('it is words, not nothing, and nobody without a sign-in of the staff has it', async () => {
  const sam = await house.signInAsStaff({ name: 'Sam' })
  const { network, centre } = await house.makeNetwork({ by: sam })
  const meeting = await house.makeMeeting({ by: sam, network, people: [centre] })
  const maria = await house.signInAsGuest({ meeting, person: centre, by: sam })
  for (const profession of ['', '  ', 'x'.repeat(81)]) {
    const refusal = { refusal: { fault: 'not-understood', field: 'profession' } }
    await expect(sam.browser.call('changeProfession', { profession })).rejects.toMatchObject(refusal)
  }
  const refusal = { refusal: { fault: 'not-yours' } }
  await expect(maria.browser.call('changeProfession', { profession: 'doctor' })).rejects.toMatchObject(refusal)
})
