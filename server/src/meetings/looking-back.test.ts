import type { EntryId, MeetingId } from '@polyphony/shared/domain/ids'
import { newId } from '@polyphony/shared/domain/ids'
import { plain } from '@polyphony/shared/domain/record'
import { putWords } from '@polyphony/shared/notebook/bringing'
import { openNotebook } from '@polyphony/shared/notebook/notebook'
import { readFragment } from '@polyphony/shared/notebook/read'
import { notesOf } from '@polyphony/shared/notebook/schema'
import { closeCode } from '@polyphony/shared/wire/sync'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Guest, TestHouse } from '../testing/house.ts'
import { testHouse } from '../testing/house.ts'
import type { InRoom } from '../testing/meeting.ts'
import { inRoom } from '../testing/meeting.ts'
import { openNotes } from '../testing/wires.ts'
import type { OpenNotes } from '../testing/wires.ts'
import { textAt } from './history/history.testing.ts'

let house: TestHouse
let meeting: MeetingId
let [sam, maria, elena, aino]: Guest[] = []
let seats: readonly InRoom[]
const lines: OpenNotes[] = []
beforeEach(async () => {
  house = await testHouse()
  sam = await house.signInAsStaff({ name: 'Sam' })
  aino = await house.signInAsStaff({ name: 'Aino' })
  const { network, centre, people } = await house.makeNetwork({ by: sam, centre: 'Maria' })
  meeting = await house.makeMeeting({ by: sam, network, people: [centre, sam.person] })
  maria = await house.signInAsGuest({ meeting, person: centre, by: sam })
  elena = await house.signInAsGuest({
    meeting: await house.makeMeeting({ by: sam, network, people: [people['Elena'] ?? centre] }),
    person: people['Elena'] ?? centre,
    by: sam,
  })
  seats = [maria, sam].map(({ person }) => inRoom(house, { meeting, person }))
  for (const seat of seats) await seat.do({ do: 'arrive', way: 'notes' })
})
afterEach(async () => {
  for (const line of lines.splice(0)) line.close()
  await house.close()
})

async function write(guest: Guest | undefined): Promise<OpenNotes> {
  if (!guest) throw new Error('nobody')
  const line = openNotes(house, { guest, meeting })
  lines.push(line)
  await vi.waitFor(() => expect(line.provider.synced && line.rights()?.write).toBe(true))
  return line
}
const text = (line: OpenNotes) => plain(readFragment(notesOf(line.doc)))
const both = async (a: OpenNotes, b: OpenNotes) => await vi.waitFor(() => expect(text(a)).toBe(text(b)))
const long = 'We talked about the night, and about who can be there when it gets dark again. '.repeat(8)

test('[S14] over both wires: who wrote, a checkpoint before much is taken, the difference, and bringing back', async () => {
  if (!maria || !sam) throw new Error('nobody')
  const [m, s] = [await write(maria), await write(sam)]
  textAt(notesOf(m.doc)).insert(0, long)
  await both(m, s)
  textAt(notesOf(s.doc)).insert(3, 'all ')
  await both(s, m)
  const before = text(m)

  const told = await maria.browser.call('whoWrote', { meeting })
  expect(told.people.map(({ name }) => name)).toEqual(['Maria', 'Sam'])
  expect(told.notes.map(({ runs }) => runs.map(run => [run.text, run.by.person]))).toEqual([
    [
      [long.slice(0, 3), maria.person],
      ['all ', sam.person],
      [long.slice(3), maria.person],
    ],
  ])
  // The same page for everyone.
  expect(await sam.browser.call('whoWrote', { meeting })).toEqual(told)
  const named = await maria.browser.call('nameMoment', { meeting, words: 'before we stopped for tea' })

  textAt(notesOf(s.doc)).delete(0, before.length)
  await both(s, m)
  const { list, now } = await maria.browser.call('checkpoints', { meeting })
  const big = list.find(({ why }) => why === 'much-removed')
  expect(big).toMatchObject({ seq: named.seq, by: sam.person })
  expect(list.find(({ why }) => why === 'named')).toMatchObject({
    words: 'before we stopped for tea',
    by: maria.person,
  })
  const seq = String(big?.seq)
  expect(plain((await sam.browser.call('version', { meeting, seq })).notes)).toBe(before)
  const { notes } = await maria.browser.call('difference', { meeting, seq: String(now?.seq), from: seq })
  expect(notes.flatMap(({ runs }) => runs.map(run => [run.is, run.by?.person]))).toEqual([['removed', sam.person]])

  const { words, before: kept } = await maria.browser.call('bringBack', { meeting, seq, where: 'notes' })
  expect(kept).toBe(now?.seq)
  m.doc.transact(() => putWords(notesOf(m.doc), words))
  await vi.waitFor(() => expect(text(s)).toBe(before))
  const after = await sam.browser.call('whoWrote', { meeting })
  const standing = after.notes.flatMap(({ runs }) => runs.filter(run => !run.gone))
  expect(standing.map(run => [run.text, run.by.person, run.back?.person])).toEqual([
    [long.slice(0, 3), maria.person, maria.person],
    ['all ', sam.person, maria.person],
    [long.slice(3), maria.person, maria.person],
  ])
  const later = await maria.browser.call('checkpoints', { meeting })
  expect(later.list.map(({ why }) => why)).toContain('brought-back')

  const { moments } = await maria.browser.call('timeline', { meeting })
  expect(moments.flatMap(({ by }) => by)).toContain(sam.person)

  // Sealed: it can be looked at, and nothing changes any more.
  await seats[0]?.do({ do: 'end-meeting', how: 'without-closing' })
  const { list: sealed } = await maria.browser.call('checkpoints', { meeting })
  expect(sealed.at(-1)).toMatchObject({ why: 'closed' })
  expect(plain((await maria.browser.call('version', { meeting, seq: String(sealed.at(-1)?.seq) })).notes)).toBe(before)
  for (const asked of [
    maria.browser.call('bringBack', { meeting, seq, where: 'notes' }),
    maria.browser.call('nameMoment', { meeting, words: 'too late' }),
  ])
    await expect(asked).rejects.toMatchObject({ refusal: { fault: 'meeting-ended' } })
}, 20_000)

test('read by exactly those who may read the words, and a look of the team leaves a trace', async () => {
  if (!maria || !sam || !elena || !aino) throw new Error('nobody')
  const m = await write(maria)
  textAt(notesOf(m.doc)).insert(0, 'quiet words')
  await vi.waitFor(() => expect(m.kept()).toBeGreaterThan(0))
  for (const [guest, fault] of [
    [elena, 'not-yours'],
    [aino, 'not-yours'],
  ] as const) {
    for (const route of ['whoWrote', 'timeline', 'checkpoints'] as const) {
      await expect(guest.browser.call(route, { meeting })).rejects.toMatchObject({ refusal: { fault } })
    }
  }
  await sam.browser.call('timeline', { meeting })
  await sam.browser.call('whoWrote', { meeting })
  const row = await house.db.selectFrom('meeting').select('network').where('id', '=', meeting).executeTakeFirstOrThrow()
  const log = await maria.browser.call('accessLog', { network: row.network })
  expect(log.filter(({ act }) => act === 'read-earlier').map(({ name }) => name)).toEqual(['Sam'])

  // Who has stepped out reads nothing until they come back.
  await seats[1]?.do({ do: 'step-out' })
  await expect(sam.browser.call('whoWrote', { meeting })).rejects.toMatchObject({
    refusal: { fault: 'not-in-the-room' },
  })
  // Alone with nobody of the network, the door is closed: nothing is kept and nothing brought back.
  await seats[1]?.do({ do: 'come-back' })
  await seats[0]?.do({ do: 'leave' })
  await expect(sam.browser.call('nameMoment', { meeting, words: 'alone' })).rejects.toMatchObject({
    refusal: { fault: 'door-closed' },
  })
})

test('[S6] a voice is brought back only by who may write it: the same rule as for every letter', async () => {
  if (!maria || !sam) throw new Error('nobody')
  const [m, s] = [await write(maria), await write(sam)]
  const id = newId<EntryId>(house.clock.now(), house.context.chance)
  const words = [{ is: 'paragraph' as const, depth: 0, runs: [{ text: 'I want to sleep at home' }] }]
  const voice = { id, kind: 'voice' as const, speaker: maria.person, speakerWords: '', author: maria.person }
  openNotebook(m.doc).add({ ...voice, after: null, words })
  await vi.waitFor(() => expect(openNotebook(s.doc).body(id)).not.toBeNull())
  const { now } = await sam.browser.call('checkpoints', { meeting })
  const mine = openNotebook(m.doc).body(id)
  if (!mine) throw new Error('no such voice')
  textAt(mine).delete(0, 23)
  await vi.waitFor(() => expect(openNotebook(s.doc).body(id)?.toString()).not.toContain('sleep'))

  const asked = { meeting, seq: String(now?.seq), where: id }
  const earlier = await sam.browser.call('bringBack', asked)
  const theirs = openNotebook(s.doc).body(id)
  if (theirs) s.doc.transact(() => putWords(theirs, earlier.words))
  await vi.waitFor(() => expect(s.closed).toContain(closeCode.refused))
  expect(mine.toString()).not.toContain('sleep')

  const own = await maria.browser.call('bringBack', asked)
  m.doc.transact(() => putWords(mine, own.words))
  await vi.waitFor(async () => {
    const told = await maria?.browser.call('whoWrote', { meeting })
    const runs = told?.entries.flatMap(({ body }) => body.flatMap(block => block.runs)).filter(run => !run.gone)
    expect(runs?.map(run => run.text)).toEqual(['I want to sleep at home'])
  })
})
