import type { MeetingId } from '@polyphony/shared/domain/ids'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { revokeLink } from '../meetings/links.ts'
import type { Guest, TestHouse } from '../testing/house.ts'
import { testHouse } from '../testing/house.ts'

let house: TestHouse
let meeting: MeetingId
let sam: Guest
let maria: Guest
let elena: Guest
beforeEach(async () => {
  house = await testHouse()
  sam = await house.signInAsStaff({ name: 'Sam' })
  const { network, centre, people } = await house.makeNetwork({ by: sam, centre: 'Maria' })
  const mother = people.Elena
  if (!mother) throw new Error('Elena belongs to the network')
  meeting = await house.makeMeeting({ by: sam, network, people: [centre, mother, sam.person] })
  maria = await house.signInAsGuest({ meeting, person: centre, by: sam })
  elena = await house.signInAsGuest({ meeting, person: mother, by: sam })
})
afterEach(() => house.close())

const keyOf = async (guest: Guest) => (await guest.browser.call('copyKey', { meeting })).key
const notSignedIn = { refusal: { fault: 'not-signed-in' } }

test('[14.3.3] the key is the same for one sign-in and one meeting, and another for everything else', async () => {
  const key = await keyOf(maria)
  expect(Buffer.from(key, 'base64').length).toBe(32)
  expect(await keyOf(maria)).toBe(key)
  await house.restart()
  expect(await keyOf(maria)).toBe(key)
  const others = await Promise.all([elena, sam].map(keyOf))
  // A new link ends the one before, and what was locked under it stays locked.
  const again = await house.signInAsGuest({ meeting, person: maria.person, by: sam })
  expect(new Set([key, ...others, await keyOf(again)]).size).toBe(4)
  await expect(keyOf(maria)).rejects.toMatchObject(notSignedIn)
})

test('[14.3.3] it dies with the sign-in: by signing out, and by a link that is taken back', async () => {
  await maria.browser.call('signOut')
  await expect(keyOf(maria)).rejects.toMatchObject(notSignedIn)
  const links = await house.db.selectFrom('link').select('id').where('person', '=', elena.person).execute()
  expect(links.length).toBeGreaterThan(0)
  for (const { id } of links) await revokeLink(house.context, sam.who, { link: id })
  await expect(keyOf(elena)).rejects.toMatchObject(notSignedIn)
})

test('[14.3.3] nobody of another network gets a key to this meeting', async () => {
  const aino = await house.signInAsStaff({ name: 'Aino' })
  await expect(keyOf(aino)).rejects.toMatchObject({ refusal: { fault: expect.stringMatching(/^(not-yours|no-such)/) } })
})
