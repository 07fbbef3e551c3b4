import type { EntryId } from '@polyphony/shared/domain/ids'
import type { Command, RoomState, Stamped } from '@polyphony/shared/domain/meeting'
import { onePractitionerAlone } from '@polyphony/shared/domain/present'
import { seconds } from '@polyphony/shared/domain/time'
import { notesOf } from '@polyphony/shared/notebook/schema'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { FakeClock } from '../testing/clock.ts'
import { fakeClock } from '../testing/clock.ts'
import { writeEntry } from '../testing/meeting.ts'
import { openNotes } from '../testing/wires.ts'
import type { LiveScene, Raw } from './live.testing.ts'
import { openLiveScene, until } from './live.testing.ts'

/** The rules as they are felt at the other end of the wire. */
let scene: LiveScene
let clock: FakeClock
beforeEach(async () => {
  clock = fakeClock()
  scene = await openLiveScene(clock)
})
afterEach(async () => await scene.close())

const heard = (line: Raw): string[] =>
  line.of('happened').flatMap(args => (args[1] as Stamped[]).map(({ event }) => event.is))
/** What this screen shows: the room as its own line gives it. */
const shown = async (line: Raw): Promise<RoomState> => {
  const { value } = await line.enter(scene.meeting)
  if (!value) throw new Error('the room cannot be seen')
  return value.state
}
const all = async (line: Raw, ...deeds: Command[]): Promise<void> => {
  for (const deed of deeds) expect(await line.does(scene.meeting, deed)).toBe(null)
}
async function write(kind: 'decision' | 'voice' | 'step', words: string) {
  const { meeting, house, sam } = scene
  const entry = await writeEntry(house, { meeting, kind, author: sam.person, words })
  return { entry, hash: await hashOf(entry) }
}
async function hashOf(entry: EntryId): Promise<string> {
  const { entries } = await scene.house.context.notebooks.read(scene.meeting)
  return entries.find(({ id }) => id === entry)?.hash ?? ''
}

describe('the door', () => {
  test('[D2] [D3] the notebook opens and closes with it', async () => {
    await scene.here(scene.sam)
    const notes = openNotes(scene.house, { guest: scene.sam, meeting: scene.meeting })
    try {
      await until(() => expect(notes.rights()).toEqual({ as: [scene.sam.person], write: false }))
      const maria = await scene.here(scene.maria)
      await until(() => expect(notes.rights()?.write).toBe(true))
      await all(maria, { do: 'step-out' })
      await until(() => expect(notes.rights()?.write).toBe(false))
      await until(() => expect(notes.provider.synced).toBe(true))
      // A client that writes all the same keeps it to itself: whoever opens the notebook afterwards finds nothing of it.
      const before = await scene.house.context.notebooks.read(scene.meeting)
      notesOf(notes.doc).insert(0, [new Y.XmlElement('paragraph')])
      await scene.here(scene.ravi)
      const others = openNotes(scene.house, { guest: scene.ravi, meeting: scene.meeting })
      try {
        await until(() => expect(others.provider.synced).toBe(true))
        expect(notesOf(others.doc).length).toBe(notesOf(notes.doc).length - 1)
        expect(await scene.house.context.notebooks.read(scene.meeting)).toEqual(before)
      } finally {
        others.close()
      }
    } finally {
      notes.close()
    }
  })

  test('[D5] whoever was said to be here is seen by all, with who said so, and opens the door', async () => {
    const [sam, ravi] = [await scene.here(scene.sam), await scene.here(scene.ravi)]
    await all(sam, { do: 'seat-person', person: scene.elena.person, byPhone: true })
    await until(() => expect(heard(ravi)).toEqual(expect.arrayContaining(['seated', 'door-opened'])))
    const seat = (await shown(ravi)).seats.find(({ person }) => person === scene.elena.person)
    expect(seat).toMatchObject({ declaredBy: scene.sam.person, byPhone: true })
  })

  test('[D6] [D7] one practitioner is enough; who leaves comes back without being let in, and is seen by name', async () => {
    const [maria, sam] = [await scene.here(scene.maria), await scene.here(scene.sam)]
    expect(onePractitionerAlone(await shown(maria))).toBe(true)
    await all(maria, { do: 'leave' })
    expect((await shown(sam)).phase).toBe('paused')
    await all(maria, { do: 'arrive', way: 'notes' })
    await until(() => expect(heard(sam).slice(-2)).toEqual(['arrived', 'door-opened']))
    expect((await shown(sam)).people[scene.maria.person]?.name).toBe('Maria')
  })
})

describe('reflecting', () => {
  test('[R1] [R2] [R4] [R5] leave is asked and given, a lost network ends it, and then has the floor', async () => {
    const [maria, sam] = [await scene.here(scene.maria), await scene.here(scene.sam)]
    const ravi = await scene.here(scene.ravi)
    const ask = { do: 'ask-to-reflect', who: [scene.sam.person, scene.ravi.person] } as const
    await all(sam, ask)
    await all(maria, { do: 'answer-reflecting', answer: 'not-now' })
    expect((await shown(ravi)).reflecting).toEqual({ is: 'none' })
    await all(ravi, ask)
    await all(maria, { do: 'answer-reflecting', answer: 'yes' })
    expect((await shown(ravi)).reflecting).toMatchObject({ is: 'reflecting', who: ask.who })
    await all(maria, { do: 'stop-reflecting' })
    await until(() => expect(heard(sam).at(-1)).toBe('reflecting-stopped'))
    await all(maria, { do: 'answer-floor', how: 'passed' })
    await all(sam, { do: 'end-floor' }, ask)
    await all(maria, { do: 'answer-reflecting', answer: 'yes' })
    maria.close()
    await until(() => expect(heard(ravi).at(-1)).toBe('line-lost'))
    await until(async () => {
      clock.pass(seconds(8))
      expect(heard(ravi).slice(-2)).toEqual(['door-paused', 'reflecting-stopped'])
    })
    const again = await scene.raw(scene.maria, { device: maria.device })
    expect((await shown(again)).reflecting).toMatchObject({ is: 'floor', answered: {} })
  })
})

describe('deciding', () => {
  test('[P2] [P3] [P4] [P6] positions are everybody’s own, agreement is in exact words, nothing is counted', async () => {
    const { entry: decision, hash } = await write('decision', 'Maria sleeps at Elena’s.')
    const [maria, elena, sam] = [
      await scene.here(scene.maria),
      await scene.here(scene.elena),
      await scene.here(scene.sam),
    ]
    const take = { do: 'take-position', decision, words: '', hash } as const
    await all(maria, { ...take, position: 'not-yet' })
    await all(elena, { ...take, position: 'with-this', words: 'I am glad.' })
    const agree = { do: 'settle-decision', decision, standing: 'agreed', hash } as const
    const look = { ...agree, lookAgain: { when: 'until-we-meet' } } as const
    expect(await sam.does(scene.meeting, { ...agree, lookAgain: null })).toBe('look-again-needed')
    expect(await sam.does(scene.meeting, look)).toBe('not-agreed-yet')
    await all(sam, { ...look, standing: 'left-open' })
    await all(maria, { ...take, position: 'can-live-with-it' })
    await all(sam, look)
    for (const line of [maria, elena, sam])
      expect((await shown(line)).decisions[decision]).toMatchObject({ standing: 'agreed', agreedHash: hash })
    await changeWords(decision, 'For one night: ')
    expect(await elena.does(scene.meeting, { ...take, position: 'not-sure' })).toBe('words-changed')
    const now = (await shown(elena)).decisions[decision]
    expect(now?.agreedHash).not.toBe(await hashOf(decision))
    expect(Object.keys(now?.positions ?? {}).sort()).toEqual([scene.maria.person, scene.elena.person].sort())
  })

  async function changeWords(entry: EntryId, words: string): Promise<void> {
    await scene.house.context.notebooks.write(scene.meeting, doc => {
      const body = (doc.getMap('entries').get(entry) as Y.Map<unknown>).get('body') as Y.XmlFragment
      const paragraph = body.get(0) as Y.XmlElement
      paragraph.insert(0, [new Y.XmlText(words)])
    })
  }

  test('[P5] a duty is told with its reason and what the person said, and is never agreed', async () => {
    const { entry: decision, hash } = await write('decision', 'Maria is taken to the ward.')
    const [maria, sam] = [await scene.here(scene.maria), await scene.here(scene.sam)]
    const duty = {
      do: 'decide-by-duty',
      decision,
      reason: 'The law asks it.',
      said: 'I do not want this.',
      hash,
    } as const
    expect(await maria.does(scene.meeting, duty)).toBe('not-yours')
    expect(await sam.does(scene.meeting, { ...duty, reason: ' ' })).toBe('reason-needed')
    await all(sam, duty)
    expect((await shown(maria)).decisions[decision]?.duty).toMatchObject({ reason: duty.reason, said: duty.said })
    const look = { when: 'until-we-meet' } as const
    const agree = { do: 'settle-decision', decision, standing: 'agreed', lookAgain: look, hash } as const
    expect(await maria.does(scene.meeting, agree)).toBe('already-settled')
  })
})

describe('the closing', () => {
  test('[C1] [C2] [C4] read back, the next meeting spoken of, sealed, and the same record for all', async () => {
    const { entry } = await write('voice', 'I am tired.')
    const [maria, sam] = [await scene.here(scene.maria), await scene.here(scene.sam)]
    await all(sam, { do: 'begin-closing' })
    const end = { do: 'end-meeting', how: 'together' } as const
    expect(await sam.does(scene.meeting, end)).toBe('read-back-needed')
    await all(maria, { do: 'read-on', from: { is: 'entry', entry } })
    expect(await sam.does(scene.meeting, end)).toBe('next-meeting-needed')
    await all(maria, { do: 'agree-next-meeting', next: { next: 'none' } })
    await all(sam, end)
    await until(() => expect(heard(maria).at(-1)).toBe('meeting-ended'))
    const [hers, his] = await Promise.all(
      [scene.maria, scene.sam].map(({ browser }) => browser.call('record', { meeting: scene.meeting })),
    )
    expect([hers?.hash, hers?.record]).toEqual([his?.hash, his?.record])
    expect(hers?.record.how).toBe('together')
  })

  test('[C3] without closing, by anyone, at any time', async () => {
    const maria = await scene.here(scene.maria)
    await all(maria, { do: 'end-meeting', how: 'without-closing' })
    expect((await shown(maria)).ended).toMatchObject({ how: 'without-closing', by: scene.maria.person })
  })

  test('[C4] after the end the wire tells nothing that the record would tell with a trace', async () => {
    const { entry: decision, hash } = await write('decision', 'We meet again.')
    const { entry: step } = await write('step', 'Ring the school.')
    const [maria, sam] = [await scene.here(scene.maria), await scene.here(scene.sam)]
    await all(maria, { do: 'take-position', decision, position: 'with-this', words: 'Good.', hash })
    await all(maria, { do: 'accept-step', step, date: null })
    await all(maria, { do: 'end-meeting', how: 'without-closing' })
    await until(() => expect(heard(sam).at(-1)).toBe('meeting-ended'))
    await all(maria, { do: 'tell-step', step, how: 'done', words: 'They were kind.' })
    const again = await scene.raw(scene.sam)
    expect(await shown(again)).toMatchObject({ phase: 'ended', decisions: {}, steps: {} })
    expect(heard(sam).at(-1)).toBe('meeting-ended')
  })
})
