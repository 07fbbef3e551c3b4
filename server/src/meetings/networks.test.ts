import type { PersonId } from '@polyphony/shared/domain/ids'
import { days, hours } from '@polyphony/shared/domain/time'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { FakeClock } from '../testing/clock.ts'
import { fakeClock } from '../testing/clock.ts'
import type { Guest, TestHouse } from '../testing/house.ts'
import { testHouse } from '../testing/house.ts'
import { holdMeeting, inRoom } from '../testing/meeting.ts'
import { networks } from './networks.ts'

let clock: FakeClock
let house: TestHouse
let sam: Guest
let aino: Guest
beforeAll(async () => {
  clock = fakeClock()
  house = await testHouse({ clock })
})
afterAll(() => house.close())
beforeEach(async () => {
  sam = await house.signInAsStaff({ name: 'Sam' })
  aino = await house.signInAsStaff({ name: 'Aino', profession: 'peer practitioner' })
})

const family = [
  { name: 'Elena', relation: 'mother' },
  { name: 'Tomas', relation: 'brother' },
]
const make = () => house.makeNetwork({ by: sam, people: family })

describe('a network', () => {
  it('has the person at the centre, their people in their own words, and the team, its maker in it', async () => {
    const { network } = await sam.browser.call('createNetwork', {
      centre: '  Maria ',
      people: [{ name: 'Elena', relation: 'my mum' }],
      team: [aino.person, aino.person],
    })
    const page = await aino.browser.call('network', { network })
    expect(page.centre).toBe('Maria')
    expect(page.members.map(({ name, kind, role }) => [name, kind, role])).toEqual([
      ['Aino', 'practitioner', 'peer practitioner'],
      ['Elena', 'network', 'my mum'],
      ['Maria', 'centre', ''],
      ['Sam', 'practitioner', 'nurse'],
    ])
  })

  it('is the same page for every member', async () => {
    const { network, centre } = await make()
    const meeting = await house.makeMeeting({ by: sam, network, people: [centre, sam.person] })
    const maria = await house.signInAsGuest({ meeting, person: centre, by: sam })
    const { you: hers, ...herPage } = await maria.browser.call('network', { network })
    const { you: his, ...hisPage } = await sam.browser.call('network', { network })
    expect([hers, his]).toEqual(['centre', 'practitioner'])
    expect(herPage).toEqual(hisPage)
  })

  it('belongs to nobody by job title: an administrator sees neither it nor that it is there', async () => {
    const { network } = await make()
    const admin = await house.signInAsStaff({ name: 'Ada', administrator: true })
    await expect(admin.browser.call('network', { network })).rejects.toThrow('not-yours')
    expect(await admin.browser.call('networks')).toEqual([])
    expect((await sam.browser.call('networks')).map(one => one.network)).toEqual([network])
  })

  it('an interpreter of one meeting does not see it', async () => {
    const { network } = await make()
    const { person } = await sam.browser.call('addPerson', {
      network,
      name: 'Noor',
      relation: 'Arabic',
      kind: 'interpreter',
    })
    const meeting = await house.makeMeeting({ by: sam, network, people: [person as PersonId] })
    const noor = await house.signInAsGuest({ meeting, person: person as PersonId, by: sam })
    expect((await noor.browser.call('meeting', { meeting })).you.kind).toBe('interpreter')
    await expect(noor.browser.call('network', { network })).rejects.toThrow('not-yours')
    expect(await noor.browser.call('networks')).toEqual([])
  })

  it('a colleague comes in by the person of their sign-in, once', async () => {
    const { network } = await make()
    await sam.browser.call('addToTeam', { network, person: aino.person })
    expect((await aino.browser.call('networks')).map(({ centre }) => centre)).toEqual(['Maria'])
    await expect(sam.browser.call('addToTeam', { network, person: aino.person })).rejects.toThrow('already-there')
  })

  it('a practitioner from elsewhere is called by their profession, and opens no door (D4)', async () => {
    const { network } = await make()
    await sam.browser.call('addPerson', { network, name: 'Kim', relation: 'school nurse', kind: 'practitioner' })
    const { members } = await sam.browser.call('network', { network })
    expect(members.find(({ name }) => name === 'Kim')).toMatchObject({ kind: 'practitioner', role: 'school nurse' })
  })

  it('names and relations can be put right, also for meetings to come', async () => {
    const { network, people } = await make()
    const elena = people.Elena as PersonId
    const meeting = await house.makeMeeting({ by: sam, network, people: [elena] })
    await sam.browser.call('changePerson', { network, person: elena, name: 'Leni', relation: 'mum' })
    const shown = (await sam.browser.call('meeting', { meeting })).people
    expect(shown.find(({ id }) => id === elena)).toMatchObject({ name: 'Leni', role: 'mum' })
  })

  it('nobody renames a colleague', async () => {
    const { network } = await make()
    await sam.browser.call('addToTeam', { network, person: aino.person })
    const change = { network, person: aino.person, name: 'Minnie', relation: 'mouse' }
    await expect(sam.browser.call('changePerson', change)).rejects.toThrow('not-yours')
  })
})

describe('the meetings of a network', () => {
  it('stand with the coming ones on top, soonest first, then the newest', async () => {
    const { network, centre } = await make()
    const at = async (startsAt: number) => await house.makeMeeting({ by: sam, network, people: [centre], startsAt })
    const [later, soon, past] = [
      await at(clock.now() + days(9)),
      await at(clock.now() + hours(1)),
      await at(clock.now()),
    ]
    await holdMeeting(house, { meeting: past, people: [centre], owner: centre })
    const page = await sam.browser.call('network', { network })
    expect(page.meetings.map(({ meeting, phase }) => [meeting, phase])).toEqual([
      [soon, 'arranged'],
      [later, 'arranged'],
      [past, 'ended'],
    ])
    expect((await sam.browser.call('networks'))[0]?.next?.meeting).toBe(soon)
    // Nobody came to the first of them. It does not stand in the way of the next for ever.
    clock.pass(days(3))
    expect((await networks(house.context, sam.who))[0]?.next?.meeting).toBe(later)
  })

  it('the person at the centre is always asked to come (nothing about us without us)', async () => {
    const { network, centre, people } = await make()
    const meeting = await house.makeMeeting({ by: sam, network, people: [people.Tomas as PersonId, sam.person] })
    const invited = (await sam.browser.call('meeting', { meeting })).people
    expect(invited.map(({ name }) => name)).toEqual(['Maria', 'Sam', 'Tomas'])
    expect(invited.map(({ id }) => id)).toContain(centre)
  })

  it('begin now when no time is given, and keep the zone they were agreed in', async () => {
    const { network, centre } = await make()
    const { meeting } = await sam.browser.call('arrangeMeeting', {
      network,
      startsAt: null,
      zone: 'Europe/Helsinki',
      place: 'mixed',
      placeWords: 'Elena’s kitchen',
      people: [centre],
    })
    expect(await sam.browser.call('meeting', { meeting })).toMatchObject({
      startsAt: clock.now(),
      zone: 'Europe/Helsinki',
      place: 'mixed',
      placeWords: 'Elena’s kitchen',
      phase: 'arranged',
    })
  })

  it('have a notebook from the first moment, with one empty line and nothing else', async () => {
    const { network, centre } = await make()
    const meeting = await house.makeMeeting({ by: sam, network, people: [centre] })
    const rows = await house.db.selectFrom('notebook_update').selectAll().where('meeting', '=', meeting).execute()
    expect(rows.map(({ seq, person }) => [seq, person])).toEqual([[1, null]])
    expect(await house.context.notebooks.read(meeting)).toEqual({
      notes: [{ is: 'paragraph', depth: 0, runs: [] }],
      entries: [],
    })
  })

  it('whoever is asked twice is asked once, and a member may be asked later', async () => {
    const { network, centre, people } = await make()
    const tomas = people.Tomas as PersonId
    const meeting = await house.makeMeeting({ by: sam, network, people: [centre, centre] })
    for (let i = 0; i < 2; i++) await sam.browser.call('inviteToMeeting', { meeting, person: tomas })
    expect((await sam.browser.call('meeting', { meeting })).people.map(({ name }) => name)).toEqual(['Maria', 'Tomas'])
  })

  it('cannot be moved under the feet of those who are in it', async () => {
    const { network, centre } = await make()
    const meeting = await house.makeMeeting({ by: sam, network, people: [centre, sam.person] })
    const move = { meeting, startsAt: clock.now() + days(1), zone: 'UTC', place: 'online', placeWords: '' } as const
    await inRoom(house, { meeting, person: sam.person }).do({ do: 'arrive', way: 'notes' })
    await sam.browser.call('moveMeeting', move)
    await inRoom(house, { meeting, person: centre }).do({ do: 'arrive', way: 'notes' })
    await expect(sam.browser.call('moveMeeting', move)).rejects.toThrow('already-settled')
  })

  it('say who is here, and how, to those who are invited', async () => {
    const { network, centre, people } = await make()
    const elena = people.Elena as PersonId
    const meeting = await house.makeMeeting({ by: sam, network, people: [centre, elena, sam.person] })
    const guest = await house.signInAsGuest({ meeting, person: elena, by: sam })
    const look = () => guest.browser.call('whoIsHere', { meeting })
    expect(await look()).toMatchObject({ phase: 'arranged', here: [], now: clock.now() })
    await inRoom(house, { meeting, person: sam.person }).do({ do: 'arrive', way: 'sound' })
    expect(await look()).toMatchObject({ phase: 'waiting', here: [{ name: 'Sam', role: 'nurse', way: 'sound' }] })
    await inRoom(house, { meeting, person: centre }).do({ do: 'arrive', way: 'notes' })
    expect((await look()).here.map(({ name, way }) => [name, way])).toEqual([
      ['Sam', 'sound'],
      ['Maria', 'notes'],
    ])
    await sam.browser.call('addToTeam', { network, person: aino.person })
    await expect(aino.browser.call('whoIsHere', { meeting })).rejects.toThrow('not-yours')
  })
})
