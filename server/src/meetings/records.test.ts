import { createHash } from 'node:crypto'
import type { EntryId, MeetingId, NetworkId, PersonId } from '@polyphony/shared/domain/ids'
import { newId } from '@polyphony/shared/domain/ids'
import { plain } from '@polyphony/shared/domain/record'
import { days } from '@polyphony/shared/domain/time'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { FakeClock } from '../testing/clock.ts'
import { fakeClock } from '../testing/clock.ts'
import type { Guest, TestHouse } from '../testing/house.ts'
import { testHouse } from '../testing/house.ts'
import { holdMeeting, inRoom, writeEntry } from '../testing/meeting.ts'

let clock: FakeClock
let house: TestHouse
let sam: Guest
let network: NetworkId
let maria: PersonId
let elena: PersonId
let tomas: PersonId
let meeting: MeetingId
beforeAll(async () => {
  clock = fakeClock()
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
  meeting = await house.makeMeeting({ by: sam, network, people: [maria, elena, tomas, sam.person] })
})

const guest = (person: PersonId, of = meeting) => house.signInAsGuest({ meeting: of, person, by: sam })
const hold = () => holdMeeting(house, { meeting, people: [maria, elena, sam.person], owner: elena })

describe('the record', () => {
  it('is the same for everyone who was there (C4)', async () => {
    await hold()
    const pages = []
    for (const person of [maria, elena, sam.person]) {
      const { you, ...page } = await (await guest(person)).browser.call('record', { meeting })
      expect(you).toBe(person)
      pages.push(page)
    }
    const { you: _, ...asStaff } = await sam.browser.call('record', { meeting })
    for (const page of pages) expect(page).toEqual(asStaff)
    expect(asStaff.record.people.map(({ name, here }) => [name, here])).toEqual([
      ['Elena', true],
      ['Maria', true],
      ['Sam', true],
      ['Tomas', false],
    ])
    expect(asStaff.record.voices.map(voice => plain(voice.body))).toEqual(['I sleep badly since March'])
  })

  it('its fingerprint is that of what is kept', async () => {
    await hold()
    const { record, hash } = await sam.browser.call('record', { meeting })
    expect(hash).toBe(createHash('sha256').update(JSON.stringify(record)).digest('hex'))
  })

  it('is not there before the end', async () => {
    await expect(sam.browser.call('record', { meeting })).rejects.toThrow('meeting-not-ended')
  })

  it('who was invited and not here reads it only when those who were there let them', async () => {
    await hold()
    await expect((await guest(tomas)).browser.call('record', { meeting })).rejects.toThrow('not-yours')
    const page = await (await guest(tomas)).browser.call('network', { network })
    expect([page.questions, page.steps, page.meetings.map(one => one.record)]).toEqual([[], [], [false]])
  })

  it('and then reads all of it, here and on the network page', async () => {
    const here = inRoom(house, { meeting, person: elena })
    await here.do({ do: 'arrive', way: 'notes' })
    await writeEntry(house, { meeting, kind: 'question', author: elena, words: 'What happened in March?' })
    await here.do({ do: 'begin-closing' })
    await here.do({ do: 'let-absent-read', may: true })
    await here.do({ do: 'end-meeting', how: 'without-closing' })
    const { browser } = await guest(tomas)
    expect((await browser.call('record', { meeting })).record.questions).toHaveLength(1)
    expect((await browser.call('network', { network })).questions).toHaveLength(1)
    await expect(browser.call('addToRecord', { meeting, words: 'I was not there' })).rejects.toThrow('not-yours')
  })

  it('the person at the centre reads it even when it was held without them', async () => {
    await holdMeeting(house, { meeting, people: [elena, sam.person], owner: elena })
    const { browser } = await guest(maria)
    const { record } = await browser.call('record', { meeting })
    expect(record.people.find(({ id }) => id === maria)?.here).toBe(false)
    await browser.call('addToRecord', { meeting, words: 'I see it differently' })
  })

  it('a guest who sat with somebody was there, and reads it by a link of their own; the network stays closed', async () => {
    const elenas = inRoom(house, { meeting, person: elena })
    await elenas.do({ do: 'arrive', way: 'sound' })
    const rosa = newId<PersonId>(clock.now(), house.context.chance)
    await elenas.do({ do: 'seat-guest', person: rosa, name: 'Rosa', relation: 'neighbour' })
    await elenas.do({ do: 'end-meeting', how: 'without-closing' })
    const { browser } = await guest(rosa)
    const { record } = await browser.call('record', { meeting })
    expect(record.people.filter(({ here }) => here).map(({ name }) => name)).toEqual(['Elena', 'Rosa'])
    await expect(browser.call('network', { network })).rejects.toThrow('not-yours')
    expect((await browser.call('me')).who?.network).toBeNull()
  })

  it('stands unchanged while names change around it', async () => {
    await hold()
    const before = await sam.browser.call('record', { meeting })
    await sam.browser.call('changePerson', { network, person: elena, name: 'Leni', relation: 'mum' })
    expect(await sam.browser.call('record', { meeting })).toEqual(before)
  })
})

describe('what is added later (C5)', () => {
  it('is dated and signed, stands in order, and changes nothing above it', async () => {
    await hold()
    const before = await sam.browser.call('record', { meeting })
    const elenas = (await guest(elena)).browser
    clock.pass(days(1))
    await elenas.call('addToRecord', { meeting, words: '  I see this differently now.\nIt was not March.  ' })
    const at = clock.now()
    clock.pass(days(1))
    await (await guest(sam.person)).browser.call('addToRecord', { meeting, words: 'Thank you for saying so.' })
    const after = await elenas.call('record', { meeting })
    expect(after.additions.map(({ name, by, words }) => [name, by, words])).toEqual([
      ['Elena', elena, 'I see this differently now.\nIt was not March.'],
      ['Sam', sam.person, 'Thank you for saying so.'],
    ])
    expect(after.additions[0]?.at).toBe(at)
    expect({ ...after, additions: [], you: before.you }).toEqual(before)
  })

  it('is in the files too', async () => {
    await hold()
    await sam.browser.call('addToRecord', { meeting, words: 'Thank you <b>all</b>' })
    const html = await sam.browser.send('GET', `/api/meetings/${meeting}/record.html`)
    expect(html.status).toBe(200)
    expect(html.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(html.headers.get('content-disposition')).toMatch(/^attachment; filename=meeting-20\d\d-\d\d-\d\d\.html$/)
    expect(html.body).toContain('Thank you &lt;b&gt;all&lt;/b&gt;')
    const markdown = await sam.browser.send('GET', `/api/meetings/${meeting}/record.md`)
    expect(markdown.headers.get('content-type')).toBe('text/markdown; charset=utf-8')
    expect(markdown.body).toContain('Thank you \\<b\\>all\\</b\\>')
  })

  it('files are for those who may read: others get the same refusals, and no other kind of file', async () => {
    await hold()
    const stranger = await house.signInAsStaff({ name: 'Ada', administrator: true })
    const at = (kind: string, of: string = meeting) => `/api/meetings/${of}/record.${kind}`
    expect(await stranger.browser.send('GET', at('html'))).toMatchObject({ status: 403, body: { fault: 'not-yours' } })
    expect(await house.browser().send('GET', at('md'))).toMatchObject({ status: 401, body: { fault: 'not-signed-in' } })
    for (const path of [at('pdf'), at('html', 'x'), at('html', maria)]) {
      expect(await sam.browser.send('GET', path), path).toMatchObject({ status: 404, body: { fault: 'not-found' } })
    }
  })
})

describe('how a step goes', () => {
  it('is told by its owner weeks later, stands under the record, and goes off the list when it is done', async () => {
    const { step } = await hold()
    const { browser } = await guest(elena)
    const before = (await browser.call('record', { meeting })).hash
    clock.pass(days(14))
    await browser.call('tellStep', { meeting, step, how: 'under-way', words: 'he was out' })
    expect((await browser.call('network', { network })).steps.map(line => line.step.told.length)).toEqual([1])
    clock.pass(days(1))
    await browser.call('tellStep', { meeting, step, how: 'done', words: 'he was kind' })
    const page = await browser.call('record', { meeting })
    expect(page.steps[step]?.told.map(({ how, words }) => [how, words])).toEqual([
      ['under-way', 'he was out'],
      ['done', 'he was kind'],
    ])
    expect(page.record.steps[0]?.step.told).toEqual([])
    expect(page.hash).toBe(before)
    expect((await browser.call('network', { network })).steps).toEqual([])
  })

  it('is told by nobody else', async () => {
    const { step } = await hold()
    const telling = { meeting, step, how: 'done', words: '' } as const
    await expect(sam.browser.call('tellStep', telling)).rejects.toThrow('only-the-owner')
    await expect((await guest(tomas)).browser.call('tellStep', telling)).rejects.toThrow('not-yours')
  })

  it('two tellings at once are both kept', async () => {
    const { step } = await hold()
    const { browser } = await guest(elena)
    const tell = (words: string) => browser.call('tellStep', { meeting, step, how: 'under-way', words })
    await Promise.all(['a', 'b', 'c', 'd'].map(tell))
    const told = (await browser.call('record', { meeting })).steps[step]?.told.map(({ words }) => words)
    expect([...(told ?? [])].sort()).toEqual(['a', 'b', 'c', 'd'])
  })
})

describe('from one meeting to the next', () => {
  it('what stays open and what is not done goes with the network; what is done stays behind', async () => {
    const { step, question } = await hold()
    clock.pass(days(7))
    const second = await house.makeMeeting({ by: sam, network, people: [maria, elena] })
    const here = inRoom(house, { meeting: second, person: maria })
    await here.do({ do: 'arrive', way: 'notes' })
    const { entries } = await house.context.notebooks.read(second)
    expect(entries.map(entry => [entry.kind, plain(entry.body)]).sort()).toEqual([
      ['question', 'What happened in March?'],
      ['step', 'Ring the landlord'],
    ])
    // Told on the page of the first meeting, while the second is open.
    const { browser } = await guest(elena)
    await browser.call('tellStep', { meeting, step, how: 'done', words: '' })
    const carried = entries.find(({ kind }) => kind === 'question')?.id as EntryId
    await here.do({ do: 'end-question', question: carried, how: 'found-words' })
    await here.do({ do: 'end-meeting', how: 'without-closing' })
    const page = await browser.call('network', { network })
    expect([page.steps, page.questions]).toEqual([[], []])
    expect((await browser.call('record', { meeting })).record.questions[0]).toMatchObject({
      id: question,
      question: { ended: null },
    })
  })
})
