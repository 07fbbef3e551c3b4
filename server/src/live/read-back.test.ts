import type { EntryId, PersonId } from '@polyphony/shared/domain/ids'
import type { Command, EntryKind, RoomState } from '@polyphony/shared/domain/meeting'
import type { ReadingPlace } from '@polyphony/shared/domain/reading'
import { days } from '@polyphony/shared/domain/time'
import { openNotebook } from '@polyphony/shared/notebook/notebook'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { writeEntry } from '../testing/meeting.ts'
import { openNotes } from '../testing/wires.ts'
import type { LiveScene, Raw } from './live.testing.ts'
import { openLiveScene, until } from './live.testing.ts'

/** One thing lies before everybody, and the house says which: seen by screens that know nothing of each other. */
let scene: LiveScene
beforeEach(async () => {
  scene = await openLiveScene()
})
afterEach(async () => await scene.close())

const write = async (kind: EntryKind, words: string): Promise<EntryId> =>
  await writeEntry(scene.house, { meeting: scene.meeting, kind, author: scene.sam.person, words })
const shown = async (line: Raw): Promise<RoomState> => {
  const { value } = await line.enter(scene.meeting)
  if (!value) throw new Error('the room cannot be seen')
  return value.state
}
const placeOn = async (line: Raw): Promise<ReadingPlace | undefined> => (await shown(line)).closing?.place
const all = async (line: Raw, ...deeds: Command[]): Promise<void> => {
  for (const deed of deeds) expect(await line.does(scene.meeting, deed)).toBe(null)
}
const at = (entry: EntryId): ReadingPlace => ({ is: 'entry', entry })

describe('the read-back', () => {
  test('[C1] the same entry on every screen, also for who comes late or comes back; two who press turn one page', async () => {
    const [decision, question, step] = [
      await write('decision', 'Elena sleeps here.'),
      await write('question', 'What happened?'),
      await write('step', 'Ring the school.'),
    ]
    const [maria, sam] = [await scene.here(scene.maria), await scene.here(scene.sam)]
    await all(sam, { do: 'begin-closing' })
    for (const line of [maria, sam]) expect(await placeOn(line)).toEqual(at(decision))
    const on = { do: 'read-on', from: at(decision) } as const
    expect(await Promise.all([maria.does(scene.meeting, on), sam.does(scene.meeting, on)])).toEqual([null, null])
    const elena = await scene.here(scene.elena)
    expect(await placeOn(elena)).toEqual(at(question))
    maria.socket.io.engine.close()
    await all(elena, { do: 'read-on', from: at(question) })
    await until(() => expect(maria.socket.connected).toBe(true))
    expect(await placeOn(maria)).toEqual(at(step))
    await all(maria, { do: 'read-again', from: at(step) })
    for (const line of [maria, sam, elena]) expect(await placeOn(line)).toEqual(at(question))
    const [hers, his, elenas] = [await shown(maria), await shown(sam), await shown(elena)]
    expect([his, elenas]).toEqual([hers, hers])
  })

  test('[C1] put right together while it lies open: what was changed and added counts, and nothing is passed', async () => {
    const [maria, sam] = [await scene.here(scene.maria), await scene.here(scene.sam)]
    const step = await write('step', 'Ring the school.')
    await all(sam, { do: 'begin-closing' })
    const notes = openNotes(scene.house, { guest: scene.maria, meeting: scene.meeting })
    try {
      await until(() => expect(notes.rights()?.write && notes.provider.synced).toBe(true))
      const book = openNotebook(notes.doc)
      book.withdraw(step, true)
      await until(async () => expect((await read(step))?.withdrawn).toBe(true))
      expect(await placeOn(sam)).toEqual(at(step))
      await all(sam, { do: 'read-on', from: at(step) })
      expect(await placeOn(maria)).toEqual({ is: 'next' })
      await all(maria, { do: 'agree-next-meeting', next: { next: 'none' } })
      expect(await placeOn(maria)).toEqual({ is: 'end' })
      book.withdraw(step, false)
      await until(async () => expect((await read(step))?.withdrawn).toBe(false))
      const end = { do: 'end-meeting', how: 'together' } as const
      expect(await sam.does(scene.meeting, end)).toBe('read-back-needed')
      await all(sam, { do: 'read-on', from: { is: 'end' } }, { do: 'read-on', from: at(step) }, end)
    } finally {
      notes.close()
    }
  })

  test('[C2] whom the family meets with next is theirs to say; nobody else is asked in', async () => {
    const [maria, sam] = [await scene.here(scene.maria), await scene.here(scene.sam)]
    await all(sam, { do: 'begin-closing' })
    const tomorrow = scene.house.clock.now() + days(1)
    const agree = (...who: PersonId[]) =>
      ({
        do: 'agree-next-meeting',
        next: { next: 'at', at: tomorrow, zone: 'UTC', place: 'home', placeWords: '', who },
      }) as const
    const [m, e, s, r] = [scene.maria.person, scene.elena.person, scene.sam.person, scene.ravi.person]
    expect(await sam.does(scene.meeting, agree(m, s, r))).toBe('not-yours')
    expect(await sam.does(scene.meeting, agree(s, r))).toBe('not-understood')
    expect(await maria.does(scene.meeting, agree(m, scene.aino.person))).toBe('nobody-by-that-name')
    expect((await shown(sam)).closing?.next).toBe(null)
    await all(sam, agree(m, e, s))
    await all(maria, agree(m, s))
    expect((await shown(sam)).closing?.next).toMatchObject({ who: [m, s] })
  })

  test('[C1] whoever has no seat moves nothing and is shown nothing of it', async () => {
    const step = await write('step', 'Ring the school.')
    await all(await scene.here(scene.maria), { do: 'begin-closing' })
    const ravi = await scene.raw(scene.ravi)
    expect((await shown(ravi)).closing).toBe(null)
    for (const from of [at(step), { is: 'next' }, { is: 'end' }] as const) {
      expect(await ravi.does(scene.meeting, { do: 'read-on', from })).toBe('not-in-the-room')
      expect(await ravi.does(scene.meeting, { do: 'read-again', from })).toBe('not-in-the-room')
    }
    const sam = await scene.here(scene.sam)
    const as = { as: scene.maria.person as PersonId }
    expect(await sam.does(scene.meeting, { do: 'read-on', from: at(step) }, as)).toBe('not-your-seat')
    expect(await placeOn(sam)).toEqual(at(step))
  })
})

const read = async (id: EntryId) =>
  (await scene.house.context.notebooks.read(scene.meeting)).entries.find(entry => entry.id === id)
