import type { MeetingId } from '@polyphony/shared/domain/ids'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeClock } from '../testing/clock.ts'
import type { Guest, TestHouse } from '../testing/house.ts'
import { testHouse } from '../testing/house.ts'
import { holdMeeting } from '../testing/meeting.ts'
import { openLine, openNotes } from '../testing/wires.ts'

/** Going from a network: who reads what afterwards (C4, and "who may read"). */
let house: TestHouse
let sam: Guest
let ravi: Guest
let maria: Guest
let elena: Guest
let network: Awaited<ReturnType<TestHouse['makeNetwork']>>['network']
/** Ended, everybody was there. */
let ended: MeetingId
/** Still to come; Elena and Ravi are asked. */
let coming: MeetingId
beforeEach(async () => {
  house = await testHouse({ clock: fakeClock() })
  sam = await house.signInAsStaff({ name: 'Sam' })
  ravi = await house.signInAsStaff({ name: 'Ravi' })
  const made = await house.makeNetwork({ by: sam })
  network = made.network
  await sam.browser.call('addToTeam', { network, person: ravi.person })
  const people = [made.centre, made.people.Elena as Guest['person'], sam.person, ravi.person]
  ended = await house.makeMeeting({ by: sam, network, people })
  await holdMeeting(house, { meeting: ended, people, owner: made.centre })
  coming = await house.makeMeeting({ by: sam, network, people })
  maria = await house.signInAsGuest({ meeting: coming, person: made.centre, by: sam })
  elena = await house.signInAsGuest({ meeting: coming, person: people[1] as Guest['person'], by: sam })
})
afterEach(() => house.close())

const fault = async (asked: Promise<unknown>): Promise<string | null> =>
  await asked.then(
    () => null,
    (error: Error) => error.message.replace(/^\d+ ([\w-]+).*$/, '$1'),
  )
const reads = async ({ browser }: Guest) => [
  await fault(browser.call('record', { meeting: ended })),
  await fault(browser.call('network', { network })),
  await fault(browser.call('meeting', { meeting: coming })),
]

describe('leaving', () => {
  it('one of its people keeps what they were in together, and nothing else; nobody waits for them', async () => {
    await elena.browser.call('leaveNetwork', { network })
    expect(await reads(elena)).toEqual([null, 'not-yours', 'not-yours'])
    expect(await fault(elena.browser.call('addToRecord', { meeting: ended, words: 'I am glad we talked' }))).toBe(null)
    const page = await maria.browser.call('meeting', { meeting: coming })
    expect(page.people.map(({ name }) => name)).toEqual(['Maria', 'Ravi', 'Sam'])
    expect((await maria.browser.call('network', { network })).members.map(({ name }) => name)).toEqual([
      'Maria',
      'Ravi',
      'Sam',
    ])
  })

  it('staff who leave read nothing more, of what they were in neither', async () => {
    expect(await reads(ravi)).toEqual([null, null, null])
    await ravi.browser.call('leaveNetwork', { network })
    expect(await reads(ravi)).toEqual(['not-yours', 'not-yours', 'not-yours'])
    expect((await ravi.browser.send('GET', `/api/meetings/${ended}/record.html`)).status).toBe(403)
    expect((await ravi.browser.send('GET', `/api/networks/${network}/copy.json`)).status).toBe(403)
    expect(await reads(elena)).toEqual([null, null, null])
    await sam.browser.call('addToTeam', { network, person: ravi.person })
    expect((await reads(ravi)).slice(0, 2)).toEqual([null, null])
  })

  it('a network is not left without a team, and not by whose it is', async () => {
    await ravi.browser.call('leaveNetwork', { network })
    expect(await fault(sam.browser.call('leaveNetwork', { network }))).toBe('last-of-the-team')
    expect(await fault(maria.browser.call('leaveNetwork', { network }))).toBe('not-yours')
    expect(await fault(elena.browser.call('leaveNetwork', { network }))).toBe(null)
    expect(await fault(elena.browser.call('leaveNetwork', { network }))).toBe('not-yours')
  })

  it('whoever leaves in the middle of a meeting is out of it at once, on both wires', async () => {
    const line = await openLine(house, { guest: elena, meeting: coming })
    await line.enter()
    await line.deed({ do: 'arrive', way: 'sound' })
    const notes = openNotes(house, { guest: elena, meeting: coming })
    await vi.waitFor(() => expect(notes.provider.synced).toBe(true))
    await elena.browser.call('leaveNetwork', { network })
    await vi.waitFor(() => {
      expect(line.socket.connected).toBe(false)
      expect(notes.closed).toContain(4403)
    })
    notes.close()
    line.close()
  })
})

describe('the person at the centre ends somebody’s reading', () => {
  it('whoever it is keeps their own words, and reads no others', async () => {
    await maria.browser.call('endAccess', { network, person: elena.person })
    expect(await reads(elena)).toEqual(['not-yours', 'not-yours', 'not-yours'])
    const { body, status } = await elena.browser.send('GET', `/api/networks/${network}/copy.json`)
    expect(status).toBe(200)
    expect(JSON.stringify(body)).not.toContain('I sleep badly since March')
  })

  it('also of somebody who has left before', async () => {
    await elena.browser.call('leaveNetwork', { network })
    await maria.browser.call('endAccess', { network, person: elena.person })
    expect((await reads(elena))[0]).toBe('not-yours')
  })

  it('nobody else may, and not over the team', async () => {
    expect(await fault(sam.browser.call('endAccess', { network, person: elena.person }))).toBe('not-yours')
    expect(await fault(elena.browser.call('endAccess', { network, person: maria.person }))).toBe('not-yours')
    expect(await fault(maria.browser.call('endAccess', { network, person: sam.person }))).toBe('not-yours')
    expect(await reads(elena)).toEqual([null, null, null])
  })
})

describe('nobody by role alone', () => {
  it('an administrator, and staff of elsewhere, read nothing by any route', async () => {
    const [admin, aino] = [
      await house.signInAsStaff({ name: 'Ada', administrator: true }),
      await house.signInAsStaff({ name: 'Aino' }),
    ]
    for (const guest of [admin, aino]) {
      expect(await reads(guest)).toEqual(['not-yours', 'not-yours', 'not-yours'])
      expect((await guest.browser.send('GET', `/api/meetings/${ended}/record.md`)).status).toBe(403)
      expect(await guest.browser.call('networks')).toEqual([])
    }
  })
})

it('a child is marked for simpler words, everywhere the same; a nurse is never one', async () => {
  const { browser } = sam
  const kid = await browser.call('addPerson', { network, name: 'Leo', relation: 'son', kind: 'network', child: true })
  const nurse = await browser.call('addPerson', {
    network,
    name: 'Uma',
    relation: 'nurse',
    kind: 'practitioner',
    child: true,
  })
  await browser.call('inviteToMeeting', { meeting: coming, person: kid.person as Guest['person'] })
  const leo = await house.signInAsGuest({ meeting: coming, person: kid.person as Guest['person'], by: sam })
  const members = (await browser.call('network', { network })).members
  expect(members.filter(({ child }) => child).map(({ name }) => name)).toEqual(['Leo'])
  expect(members.some(({ person }) => person === nurse.person)).toBe(true)
  expect((await leo.browser.call('meeting', { meeting: coming })).you.child).toBe(true)
  const line = await openLine(house, { guest: leo, meeting: coming })
  await line.enter()
  await line.deed({ do: 'arrive', way: 'sound' })
  expect((await line.state()).people[leo.person]).toMatchObject({ name: 'Leo', child: true })
  await browser.call('changePerson', { network, person: leo.person, name: 'Leo', relation: 'son', child: false })
  expect((await leo.browser.call('meeting', { meeting: coming })).you.child).toBe(false)
  line.close()
})
