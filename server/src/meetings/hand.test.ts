import type { DeviceId, MeetingId, NetworkId, PersonId } from '@polyphony/shared/domain/ids'
import { newId } from '@polyphony/shared/domain/ids'
import { hours } from '@polyphony/shared/domain/time'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fakeClock } from '../testing/clock.ts'
import type { Guest, TestHouse } from '../testing/house.ts'
import { testHouse } from '../testing/house.ts'
import type { InRoom } from '../testing/meeting.ts'
import { inRoom, writeEntry } from '../testing/meeting.ts'
import type { Who } from './context.ts'
import { handOf, openNotes } from './hand.ts'

const clock = fakeClock()

describe('the hand somebody writes with', () => {
  let house: TestHouse
  let sam: Guest
  let network: NetworkId
  let maria: PersonId
  let elena: PersonId
  let tomas: PersonId
  let meeting: MeetingId
  let here: Record<'maria' | 'elena' | 'sam', InRoom>

  beforeAll(async () => {
    house = await testHouse({ clock })
  })
  afterAll(() => house.close())
  beforeEach(async () => {
    sam = await house.signInAsStaff()
    const people = [
      { name: 'Elena', relation: 'mother' },
      { name: 'Tomas', relation: 'brother' },
    ]
    const made = await house.makeNetwork({ by: sam, people })
    network = made.network
    maria = made.centre
    elena = made.people.Elena as PersonId
    tomas = made.people.Tomas as PersonId
    meeting = await house.makeMeeting({ by: sam, network, people: [maria, elena, sam.person] })
    here = {
      maria: inRoom(house, { meeting, person: maria }),
      elena: inRoom(house, { meeting, person: elena }),
      sam: inRoom(house, { meeting, person: sam.person }),
    }
  })

  const who = (person: PersonId): Who => ({
    label: '000000000000' as Who['label'],
    person,
    name: '',
    staff: null,
    meeting,
  })
  const hand = (person: PersonId) => handOf(house.context, who(person), meeting)
  const looks = () =>
    house.db
      .selectFrom('access_event')
      .select(['act', 'staff', 'person', 'meeting'])
      .where('network', '=', network)
      .execute()
  const arrive = { do: 'arrive', way: 'notes' } as const

  it('is none for a meeting that is not there, that is not yours, or that you are not in', async () => {
    const nowhere = newId<MeetingId>(clock.now(), house.context.chance)
    const stranger = await house.signInAsStaff({ name: 'Ada', administrator: true })
    expect(await handOf(house.context, who(elena), nowhere)).toBe('not-found')
    expect(await hand(stranger.person)).toBe('not-yours')
    expect(await hand(tomas)).toBe('not-yours')
    expect(await hand(elena)).toBe('not-in-the-room')
    await here.maria.do(arrive)
    expect(await hand(elena)).toBe('not-in-the-room')
  })

  it('D2: a practitioner who waits alone reads and does not write; Maria comes, and both write', async () => {
    await here.sam.do(arrive)
    expect(await hand(sam.person)).toMatchObject({ mayWrite: false, room: [sam.person] })
    await here.maria.do(arrive)
    for (const person of [sam.person, maria]) expect(await hand(person)).toMatchObject({ person, mayWrite: true })
  })

  it('goes with stepping out and comes back', async () => {
    await here.maria.do(arrive)
    await here.elena.do(arrive)
    await here.elena.do({ do: 'step-out' })
    expect(await hand(elena)).toBe('not-in-the-room')
    await here.elena.do({ do: 'come-back' })
    expect(await hand(elena)).toMatchObject({ mayWrite: true })
  })

  it('writes for everyone who sits at its device, and for nobody else (D5)', async () => {
    await here.maria.do(arrive)
    await here.elena.do(arrive)
    expect(await hand(elena)).toMatchObject({ as: [elena] })
    await here.elena.do({ do: 'seat-person', person: tomas, byPhone: false })
    expect(await hand(elena)).toMatchObject({ as: [elena, tomas] })
    expect(await hand(maria)).toMatchObject({ as: [maria] })
    const found = await hand(maria)
    expect(typeof found === 'string' ? found : [...found.room].sort()).toEqual([maria, elena, tomas].sort())
    await here.elena.do({ do: 'unseat', person: tomas })
    expect(await hand(elena)).toMatchObject({ as: [elena] })
  })

  it('P1: whoever sits beside a practitioner is written down by the practitioner, in no other name', async () => {
    await here.sam.do(arrive)
    await here.sam.do({ do: 'seat-person', person: maria, byPhone: false })
    expect(await hand(sam.person)).toMatchObject({ as: [sam.person], mayWrite: true })
    const found = await hand(sam.person)
    expect(typeof found === 'string' ? found : [...found.room].sort()).toEqual([maria, sam.person].sort())
  })

  it('knows the voices whose speaker has said: yes, that’s what I said', async () => {
    await here.maria.do(arrive)
    const entry = await writeEntry(house, { meeting, kind: 'voice', author: maria, speaker: maria, words: 'tired' })
    expect((await hand(maria)) as object).toMatchObject({ checked: new Set() })
    const [reading] = (await house.context.notebooks.read(meeting)).entries
    await here.maria.do({ do: 'check-voice', entry, hash: reading?.hash ?? '' })
    expect((await hand(maria)) as object).toMatchObject({ checked: new Set([entry]) })
  })

  it('is gone when the meeting has ended, for everybody', async () => {
    await here.maria.do(arrive)
    await here.sam.do(arrive)
    await here.maria.do({ do: 'end-meeting', how: 'without-closing' })
    for (const person of [maria, sam.person, elena]) expect(await hand(person)).toBe('meeting-ended')
  })

  it('a practitioner who reads the notes leaves one line, however often the rights are looked at (F18)', async () => {
    await here.maria.do(arrive)
    await here.sam.do(arrive)
    const open = () => openNotes(house.context, who(sam.person), meeting)
    expect(await handOf(house.context, who(sam.person), meeting)).toEqual(await open())
    await open()
    const line = { act: 'read-notes', staff: 1, person: sam.person, meeting }
    expect(await looks()).toEqual([line])
    clock.pass(hours(2))
    await open()
    expect(await looks()).toEqual([line, line])
  })

  it('nothing is written down for who may not read', async () => {
    expect(await openNotes(house.context, who(tomas), meeting)).toBe('not-yours')
    expect(await looks()).toEqual([])
  })

  it('a device of another person gives no voice, even in their own pocket', async () => {
    await here.maria.do(arrive)
    await here.elena.do(arrive)
    const found = await hand(elena)
    const devices: DeviceId[] = [here.maria.device, here.elena.device]
    expect(new Set(devices).size).toBe(2)
    expect(typeof found !== 'string' && found.as.includes(maria)).toBe(false)
  })
})
