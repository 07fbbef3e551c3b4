import type { DeviceId, EntryId, MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import { newId } from '@polyphony/shared/domain/ids'
import type { Command } from '@polyphony/shared/domain/meeting'
import { seconds } from '@polyphony/shared/domain/time'
import type { Notebook } from '@polyphony/shared/notebook/notebook'
import { readNotebook } from '@polyphony/shared/notebook/read'
import { closeCode } from '@polyphony/shared/wire/sync'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { WebSocket } from 'ws'
import * as Y from 'yjs'
import type { FakeClock } from '../testing/clock.ts'
import { fakeClock } from '../testing/clock.ts'
import type { Guest } from '../testing/house.ts'
import { writeEntry } from '../testing/meeting.ts'
import type { LiveScene, Raw } from './live.testing.ts'
import { openLiveScene, until } from './live.testing.ts'
import { openRawNotes } from './raw-notes.testing.ts'

/**
 * A practitioner whose client does not play along, on all wires at once: raw socket.io, raw /sync, raw signalling. One test
 * for each thing that it must not get: a named refusal each time, and nothing has changed.
 */
let scene: LiveScene
let clock: FakeClock
const open: WebSocket[] = []
beforeEach(async () => {
  clock = fakeClock()
  scene = await openLiveScene(clock)
})
afterEach(async () => {
  for (const ws of open.splice(0)) ws.terminate()
  await scene.close()
})

const id = <T extends DeviceId | EntryId | MeetingId | PersonId>(): T =>
  newId<T>(clock.now(), scene.house.context.chance)
/** Slowly: being refused for haste is another test. */
async function refused(doing: () => Promise<string | null>): Promise<string | null> {
  clock.pass(seconds(1))
  const before = await scene.kept()
  const fault = await doing()
  expect(await scene.kept()).toEqual(before)
  return fault
}
const media = async (line: Raw) =>
  (await line.ask('media', { meeting: scene.meeting, device: line.device })).fault ?? null
async function written(kind: 'decision' | 'voice' | 'step', words: string, speaker?: PersonId) {
  const { meeting, house, maria } = scene
  const author = speaker ?? maria.person
  const entry = await writeEntry(house, { meeting, kind, author, words, ...(speaker && { speaker }) })
  const { entries } = await house.context.notebooks.read(meeting)
  return { entry, hash: entries.find(one => one.id === entry)?.hash ?? '' }
}

const rawNotes = (guest: Guest, meeting: MeetingId = scene.meeting) =>
  openRawNotes(scene.house, { guest, meeting, open })
const words = (text: string) => [{ is: 'paragraph', depth: 0, runs: [{ text }] }] as const
const voiceOf = (speaker: PersonId, author: PersonId) =>
  ({
    id: id<EntryId>(),
    kind: 'voice',
    speaker,
    author,
    speakerWords: '',
    after: null,
    words: words('Lock me up.'),
  }) as const
const read = () => scene.house.context.notebooks.read(scene.meeting)

test('[D1] to enter alone: no name, no device and no command opens the door', async () => {
  const { meeting } = scene
  const sam = await scene.here(scene.sam)
  const deeds: [Command, string][] = [
    [{ do: 'seat-person', person: scene.aino.person, byPhone: true }, 'nobody-by-that-name'],
    [{ do: 'begin-closing' }, 'door-closed'],
    [{ do: 'set-writing', writing: { mode: 'all' } }, 'door-closed'],
  ]
  for (const [deed, fault] of deeds) expect(await refused(() => sam.does(meeting, deed))).toBe(fault)
  for (const deed of [{ do: 'door-opened' }, { is: 'door-opened' }, { do: 'find-line', device: sam.device }])
    expect(await refused(() => sam.does(meeting, deed))).toBe('not-understood')
  expect(await refused(() => sam.does(meeting, { do: 'arrive', way: 'picture' }, { as: scene.maria.person }))).toBe(
    'not-your-seat',
  )
  await sam.does(meeting, { do: 'seat-guest', person: id<PersonId>(), name: 'Maria', relation: 'herself' })
  expect((await scene.state()).phase).toBe('waiting')
})

test('[D2] to talk: alone with a colleague, no ticket, no signal and no word passes', async () => {
  const { meeting } = scene
  const [sam, ravi] = [await scene.here(scene.sam), await scene.here(scene.ravi)]
  const notes = await rawNotes(scene.sam)
  expect(notes.heard.write).toBe(false)
  expect(await refused(() => media(sam))).toBe('door-closed')
  const signal = { meeting, device: sam.device, to: ravi.device, session: 'mine' }
  for (const one of [
    signal,
    { ...signal, from: scene.maria.person },
    { ...signal, device: ravi.device, to: sam.device },
  ])
    sam.socket.emit('signal', one)
  sam.socket.emit('happened', meeting, [{ seq: 99, at: 0, event: { is: 'door-opened' } }])
  const before = await read()
  notes.write(book => book.add({ ...voiceOf(scene.sam.person, scene.sam.person), words: words('What do you think?') }))
  // Everything that was sent before this answer has been dealt with.
  expect(await media(sam)).toBe('door-closed')
  const colleague = await rawNotes(scene.ravi)
  expect(readNotebook(colleague.doc).entries).toEqual([])
  expect([
    ravi.of('signal'),
    ravi
      .of('happened')
      .flat(2)
      .filter(one => JSON.stringify(one).includes('door-opened')),
  ]).toEqual([[], []])
  expect([await read(), notes.heard.kept]).toEqual([before, 0])
})

test('to write: not into Maria’s words, not in her name, not while the door is closed', async () => {
  const maria = await scene.here(scene.maria)
  const sam = await scene.here(scene.sam)
  await written('voice', 'I am tired.', scene.maria.person)
  const before = await read()
  const forgeries: ((book: Notebook, doc: Y.Doc) => void)[] = [
    book => book.add(voiceOf(scene.maria.person, scene.maria.person)),
    book => book.add(voiceOf(scene.aino.person, scene.sam.person)),
    (_, doc) => bodyOf(doc).delete(0, 1),
    (_, doc) => void bodyOf(doc).insert(0, [new Y.XmlElement('paragraph')]),
    (_, doc) => void doc.getMap('staffNotes').set('hidden', 'for us only'),
  ]
  for (const forge of forgeries) {
    const notes = await rawNotes(scene.sam)
    notes.write(book => forge(book, notes.doc))
    await until(() => expect(notes.heard.closed).toBe(closeCode.refused))
    expect(await read()).toEqual(before)
  }
  // Also with Maria beside him: he writes what he hears, and it shows as his.
  await maria.does(scene.meeting, { do: 'leave' })
  await sam.does(scene.meeting, { do: 'seat-person', person: scene.maria.person, byPhone: false })
  const beside = await rawNotes(scene.sam)
  beside.write(book => book.add(voiceOf(scene.maria.person, scene.maria.person)))
  await until(() => expect(beside.heard.closed).toBe(closeCode.refused))
  const honest = await rawNotes(scene.sam)
  honest.write(book => book.add(voiceOf(scene.maria.person, scene.sam.person)))
  await until(() => expect(honest.heard.kept).toBeGreaterThan(0))
  await sam.does(scene.meeting, { do: 'unseat', person: scene.maria.person })
  await until(() => expect(honest.heard.write).toBe(false))
})
const bodyOf = (doc: Y.Doc) => ([...doc.getMap('entries').values()][0] as Y.Map<unknown>).get('body') as Y.XmlFragment

test('to read more: not another meeting, not from outside the circle, not after the end', async () => {
  await scene.here(scene.maria)
  const sam = await scene.raw(scene.sam)
  await sam.enter(scene.meeting)
  expect((await rawNotes(scene.sam)).heard.closed).toBe(closeCode.notYours)
  expect((await rawNotes(scene.sam, scene.elsewhere)).heard.closed).toBe(closeCode.notYours)
  expect((await rawNotes(scene.sam, id<MeetingId>())).heard.closed).toBe(closeCode.noSuchMeeting)
  expect(await refused(async () => (await sam.enter(scene.elsewhere)).fault ?? null)).toBe('not-yours')
  const line = await scene.here(scene.sam)
  const notes = await rawNotes(scene.sam)
  await line.does(scene.meeting, { do: 'step-out' })
  await until(() => expect(notes.heard.closed).not.toBe(null))
  await line.does(scene.meeting, { do: 'come-back' })
  await line.does(scene.meeting, { do: 'end-meeting', how: 'without-closing' })
  expect((await rawNotes(scene.sam)).heard.closed).toBe(closeCode.sealed)
  expect((await rawNotes(scene.aino)).heard.closed).toBe(closeCode.notYours)
})

test('[P1] to set the position of others: not in their name, not by a mark over their own, not by a seat', async () => {
  const { meeting, maria, elena } = scene
  const { entry: decision, hash } = await written('decision', 'Maria goes to the ward.')
  const [hers, sam] = [await scene.here(maria), await scene.here(scene.sam)]
  await hers.does(meeting, { do: 'take-position', decision, position: 'not-yet', words: '', hash })
  const take = { do: 'take-position', decision, position: 'with-this', words: '', hash } as const
  const mark = { do: 'mark-position', decision, person: maria.person, position: 'with-this', hash } as const
  const settle = {
    do: 'settle-decision',
    decision,
    standing: 'agreed',
    lookAgain: { when: 'until-we-meet' },
    hash,
  } as const
  expect(await refused(() => sam.does(meeting, take, { as: maria.person }))).toBe('not-your-seat')
  expect(await refused(() => sam.does(meeting, take, { as: maria.person, device: hers.device }))).toBe(
    'not-in-the-room',
  )
  expect(await refused(() => sam.does(meeting, mark))).toBe('only-your-own-position')
  expect(await refused(() => sam.does(meeting, { ...mark, person: elena.person }))).toBe('nobody-by-that-name')
  expect(await refused(() => sam.does(meeting, settle))).toBe('not-agreed-yet')
  // She leaves, and he says that she sits with him.
  await hers.does(meeting, { do: 'leave' })
  await sam.does(meeting, { do: 'seat-person', person: maria.person, byPhone: false })
  expect(await refused(() => sam.does(meeting, take, { as: maria.person }))).toBe('only-your-own-position')
  expect(await refused(() => sam.does(meeting, settle, { as: maria.person }))).toBe('not-agreed-yet')
})

test('[P1] [D5] what he does for Maria beside him shows as said aloud; what must be hers is refused', async () => {
  const { meeting, maria, elena } = scene
  const { entry: step } = await written('step', 'Ring the school.')
  const { entry: decision, hash } = await written('decision', 'Maria sleeps at Elena’s.')
  const voice = await written('voice', 'I am tired.', maria.person)
  const [hers, sam] = [await scene.here(elena), await scene.here(scene.sam)]
  await sam.does(meeting, { do: 'seat-person', person: maria.person, byPhone: false })
  const as = { as: maria.person }
  expect(await sam.does(meeting, { do: 'take-position', decision, position: 'not-sure', words: '', hash }, as)).toBe(
    null,
  )
  expect(await sam.does(meeting, { do: 'accept-step', step, date: null }, as)).toBe(null)
  const check = { do: 'check-voice', entry: voice.entry, hash: voice.hash } as const
  expect(await refused(() => sam.does(meeting, check, as))).toBe('only-the-speaker')
  await sam.does(meeting, { do: 'begin-closing' }, as)
  expect(await refused(() => sam.does(meeting, { do: 'let-absent-read', may: true }, as))).toBe('not-yours')
  const { value } = await hers.enter(meeting)
  expect(value?.state.decisions[decision]?.positions[maria.person]?.markedBy).toBe(scene.sam.person)
  expect(value?.state.steps[step]).toMatchObject({ owner: maria.person, markedBy: scene.sam.person })
  expect(value?.state.closing?.by).toBe(scene.sam.person)
})

test('[C4] [C5] to reopen: nothing is said, written or changed after the end; what is added later is signed', async () => {
  const { meeting, maria } = scene
  const { entry: step } = await written('step', 'Ring the school.')
  const [hers, sam] = [await scene.here(maria), await scene.here(scene.sam)]
  await hers.does(meeting, { do: 'accept-step', step, date: null })
  await hers.does(meeting, { do: 'end-meeting', how: 'without-closing' })
  const record = async (guest: Guest) => await guest.browser.call('record', { meeting })
  const { hash } = await record(maria)
  const deeds: Command[] = [
    { do: 'arrive', way: 'picture' },
    { do: 'go-on-talking' },
    { do: 'begin-closing' },
    { do: 'reopen-question', question: step },
    { do: 'let-absent-read', may: true },
    { do: 'pause-together', pause: false },
    { do: 'read-on', from: { is: 'next' } },
    { do: 'agree-next-meeting', next: { next: 'none' } },
    { do: 'seat-person', person: scene.elena.person, byPhone: true },
    { do: 'come-back' },
  ]
  for (const deed of deeds) expect(await refused(() => sam.does(meeting, deed))).toBe('meeting-ended')
  const tell = { do: 'tell-step', step, how: 'done', words: 'Done.' } as const
  expect(await refused(() => sam.does(meeting, tell))).toBe('only-the-owner')
  expect(await refused(() => sam.does(meeting, tell, { as: maria.person }))).toBe('not-your-seat')
  // For a moment they still hear each other; once the family has gone he is alone, and has nothing.
  expect(await media(sam)).toBe(null)
  expect(await hers.does(meeting, { do: 'leave' })).toBe(null)
  expect(await refused(() => media(sam))).toBe('door-closed')
  expect((await rawNotes(scene.sam)).heard.closed).toBe(closeCode.sealed)
  await scene.sam.browser.call('addToRecord', { meeting, words: 'I see this differently now.' })
  for (const guest of [maria, scene.sam]) {
    const page = await record(guest)
    expect([page.hash, page.additions]).toMatchObject([hash, [{ by: scene.sam.person, name: 'Sam', at: clock.now() }]])
  }
})

test('[R3] to un-rest others: each opens only their own microphone, and those who reflect do not rest', async () => {
  const { meeting, maria, elena } = scene
  const [hers, his, sam] = [await scene.here(maria), await scene.here(elena), await scene.here(scene.sam)]
  await scene.here(scene.ravi)
  await sam.does(meeting, { do: 'ask-to-reflect', who: [scene.sam.person, scene.ravi.person] })
  for (const line of [hers, his]) await line.does(meeting, { do: 'answer-reflecting', answer: 'yes' })
  for (const rest of [true, false]) {
    const deed = { do: 'rest-microphone', rest } as const
    expect(await refused(() => sam.does(meeting, deed, { as: maria.person }))).toBe('not-your-seat')
    expect(await refused(() => sam.does(meeting, deed, { as: elena.person, device: his.device }))).toBe(
      'not-in-the-room',
    )
    expect(await refused(() => sam.does(meeting, deed))).toBe('not-your-seat')
  }
  expect(await hers.does(meeting, { do: 'rest-microphone', rest: false })).toBe(null)
})

test('to hide: whoever takes no seat, or leaves it, sees no mind, hears no sound, and is counted by name', async () => {
  const { meeting } = scene
  const maria = await scene.here(scene.maria)
  const { entry: decision, hash } = await written('decision', 'We meet again.')
  await maria.does(meeting, { do: 'take-position', decision, position: 'not-yet', words: 'I am afraid.', hash })
  const hidden = await scene.raw(scene.sam)
  const { value } = await hidden.enter(meeting)
  expect(JSON.stringify(value?.state)).not.toContain('I am afraid.')
  expect(await refused(() => media(hidden))).toBe('not-in-the-room')
  hidden.socket.emit('signal', { meeting, device: hidden.device, to: maria.device, session: 's' })
  const sam = await scene.here(scene.sam)
  expect((await scene.state()).seats.map(({ person }) => person)).toContain(scene.sam.person)
  await sam.does(meeting, { do: 'leave' })
  const before = sam.of('happened').length
  await maria.does(meeting, { do: 'want-to-speak', wants: true })
  await maria.does(meeting, { do: 'take-position', decision, position: 'not-sure', words: 'Still afraid.', hash })
  expect(await refused(() => media(sam))).toBe('not-in-the-room')
  sam.socket.emit('signal', { meeting, device: sam.device, to: maria.device, session: 's' })
  expect(await refused(() => sam.does(meeting, { do: 'pause-together', pause: true }))).toBe('not-in-the-room')
  expect(JSON.stringify(sam.of('happened').slice(before))).not.toContain('afraid')
  expect(maria.of('signal')).toEqual([])
})
