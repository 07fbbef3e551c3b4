import type { CommandId, DeviceId, EntryId, MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import { newId } from '@polyphony/shared/domain/ids'
import type { Command } from '@polyphony/shared/domain/meeting'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fakeClock } from '../testing/clock.ts'
import { writeEntry } from '../testing/meeting.ts'
import type { LiveScene, Raw } from './live.testing.ts'
import { openLiveScene, until } from './live.testing.ts'

/** Clients that do not play along: a named fault each time, and nothing has changed. */
let scene: LiveScene
beforeEach(async () => {
  scene = await openLiveScene(fakeClock())
})
afterEach(async () => await scene.close())

const id = <T extends CommandId | DeviceId | EntryId | MeetingId | PersonId>(): T =>
  newId<T>(scene.house.clock.now(), scene.house.context.chance)

/** Does it, and looks whether anything at all was kept of it. */
async function refused(doing: () => Promise<string | null>): Promise<string | null> {
  const before = await scene.kept()
  const fault = await doing()
  expect(await scene.kept()).toEqual(before)
  return fault
}

async function decisionOf(words: string): Promise<{ decision: EntryId; hash: string }> {
  const { meeting, house, sam } = scene
  const decision = await writeEntry(house, { meeting, kind: 'decision', author: sam.person, words })
  const { entries } = await house.context.notebooks.read(meeting)
  return { decision, hash: entries.find(entry => entry.id === decision)?.hash ?? '' }
}

describe('a practitioner’s client that does not play along', () => {
  test('[D1] [D2] alone: it cannot talk, write, decide, close or open anything', async () => {
    const { meeting } = scene
    const { decision, hash } = await decisionOf('We decide this among us.')
    const [sam, ravi] = [await scene.here(scene.sam), await scene.here(scene.ravi)]
    const deeds: Command[] = [
      { do: 'take-position', decision, position: 'with-this', words: '', hash },
      { do: 'settle-decision', decision, standing: 'agreed', lookAgain: { when: 'until-we-meet' }, hash },
      { do: 'decide-by-duty', decision, reason: 'Because.', said: '', hash },
      { do: 'ask-to-reflect', who: [scene.sam.person, scene.ravi.person] },
      { do: 'begin-closing' },
      { do: 'end-meeting', how: 'without-closing' },
      { do: 'set-writing', writing: { mode: 'all' } },
      { do: 'pause-together', pause: true },
    ]
    for (const deed of deeds) expect(await refused(() => sam.does(meeting, deed))).toBe('door-closed')
    expect(await sam.ask('media', { meeting, device: sam.device })).toEqual({ ok: false, fault: 'door-closed' })
    sam.socket.emit('signal', { meeting, device: sam.device, to: ravi.device, session: 's' })
    await scene.here(scene.maria)
    sam.socket.emit('signal', { meeting, device: sam.device, to: ravi.device, session: 'later' })
    await until(() => expect(ravi.of('signal')).toEqual([[meeting, { from: sam.device, session: 'later' }]]))
    expect(await sam.ask('media', { meeting, device: sam.device })).toMatchObject({ ok: true, value: { by: 'mesh' } })
  })

  test('[D4] a name it types opens no door', async () => {
    const sam = await scene.here(scene.sam)
    const guest = { do: 'seat-guest', person: id<PersonId>(), name: 'Maria', relation: 'herself' } as const
    expect(await sam.does(scene.meeting, guest)).toBe(null)
    expect((await scene.state()).phase).toBe('waiting')
    const notHere = { do: 'seat-guest', person: scene.maria.person, name: 'Maria', relation: '' } as const
    expect(await refused(() => sam.does(scene.meeting, notHere))).toBe('already-there')
  })

  test('[P1] [P3] it cannot speak for Maria, in no way', async () => {
    const { meeting } = scene
    const { decision, hash } = await decisionOf('Maria goes to the ward.')
    const [sam, maria] = [await scene.here(scene.sam), await scene.here(scene.maria)]
    const deed = { do: 'take-position', decision, position: 'with-this', words: '', hash } as const
    const asMaria = { as: scene.maria.person }
    const onHers = { ...asMaria, device: maria.device }
    expect(await refused(() => sam.does(meeting, deed, asMaria))).toBe('not-your-seat')
    expect(await refused(() => sam.does(meeting, deed, onHers))).toBe('not-in-the-room')
    expect(await maria.does(meeting, { ...deed, position: 'not-yet' })).toBe(null)
    const mark = { do: 'mark-position', decision, person: scene.maria.person, position: 'with-this', hash } as const
    expect(await refused(() => sam.does(meeting, mark))).toBe('only-your-own-position')
    const agree = { do: 'settle-decision', decision, standing: 'agreed', hash } as const
    const until = { ...agree, lookAgain: { when: 'until-we-meet' } } as const
    expect(await refused(() => sam.does(meeting, until))).toBe('not-agreed-yet')
    const take = { do: 'seat-person', person: scene.maria.person, byPhone: false } as const
    expect(await refused(() => sam.does(meeting, take))).toBe('already-there')
    expect(await refused(() => sam.does(meeting, { do: 'unseat', person: scene.maria.person }))).toBe('not-your-seat')
    expect(await refused(() => sam.does(meeting, { do: 'leave' }, asMaria))).toBe('not-your-seat')
  })

  test('[R1] [R3] [R5] it cannot give leave, open a microphone that is not its own, or end the floor', async () => {
    const { meeting } = scene
    const [maria, sam] = [await scene.here(scene.maria), await scene.here(scene.sam)]
    await scene.here(scene.ravi)
    const yes = { do: 'answer-reflecting', answer: 'yes' } as const
    await sam.does(meeting, { do: 'ask-to-reflect', who: [scene.sam.person, scene.ravi.person] })
    expect(await refused(() => sam.does(meeting, yes))).toBe('reflecting-needs-leave')
    expect(await refused(() => sam.does(meeting, yes, { as: scene.maria.person }))).toBe('not-your-seat')
    expect(await maria.does(meeting, yes)).toBe(null)
    const unrest = { do: 'rest-microphone', rest: false } as const
    expect(await refused(() => sam.does(meeting, unrest, { as: scene.maria.person }))).toBe('not-your-seat')
    await maria.does(meeting, { do: 'stop-reflecting' })
    expect(await refused(() => sam.does(meeting, { do: 'end-floor' }))).toBe('reflecting-not-now')
  })

  test('it does not sit down at somebody’s device, nor speak before it has come in', async () => {
    const { meeting } = scene
    const maria = await scene.here(scene.maria)
    const speak = { do: 'pause-together', pause: true } as const
    const sam = await scene.raw(scene.sam)
    expect(await refused(() => sam.does(meeting, speak))).toBe('not-in-the-room')
    await sam.enter(meeting)
    expect(await refused(() => sam.does(meeting, speak))).toBe('not-in-the-room')
    const thief = await scene.raw(scene.sam, { device: maria.device })
    expect(await refused(async () => (await thief.enter(meeting)).fault ?? null)).toBe('not-your-seat')
    expect(await refused(() => thief.does(meeting, { do: 'leave' }))).toBe('not-in-the-room')
  })

  test('it reads no other network’s meeting, and hears nothing of it', async () => {
    const aino = await scene.raw(scene.aino)
    const fault = async (meeting: MeetingId) => (await aino.enter(meeting)).fault ?? null
    expect(await refused(() => fault(scene.meeting))).toBe('not-yours')
    expect(await refused(() => fault(id<MeetingId>()))).toBe('not-found')
    expect(await fault(scene.elsewhere)).toBe(null)
    expect(await refused(() => aino.does(scene.meeting, { do: 'arrive', way: 'sound' }))).toBe('not-in-the-room')
    const maria = await scene.here(scene.maria)
    await maria.does(scene.meeting, { do: 'pause-together', pause: true })
    const signal = { meeting: scene.meeting, device: aino.device, to: maria.device, session: 's' }
    aino.socket.emit('signal', signal)
    aino.socket.emit('signal', { ...signal, meeting: scene.elsewhere })
    expect((await aino.ask('media', { meeting: scene.meeting, device: aino.device })).fault).toBe('not-in-the-room')
    expect(maria.of('signal')).toEqual([])
    expect(aino.of('happened')).toEqual([])
  })

  test('a command that somebody else has sent is not its own; nothing is opened again after the end', async () => {
    const { meeting } = scene
    const [maria, sam] = [await scene.here(scene.maria), await scene.here(scene.sam)]
    const once = id<CommandId>()
    const speak = { do: 'want-to-speak', wants: true } as const
    expect(await maria.does(meeting, speak, { id: once })).toBe(null)
    expect(await refused(() => maria.does(meeting, speak, { id: once }))).toBe(null)
    expect(await refused(() => sam.does(meeting, speak, { id: once }))).toBe('already-there')
    await maria.does(meeting, { do: 'end-meeting', how: 'without-closing' })
    for (const deed of [{ do: 'arrive', way: 'sound' }, { do: 'begin-closing' }, speak] as const)
      expect(await refused(() => sam.does(meeting, deed))).toBe('meeting-ended')
    await maria.does(meeting, { do: 'leave' })
    expect((await sam.ask('media', { meeting, device: sam.device })).fault).toBe('door-closed')
  })
})

test('who was asked and did not come is not told after the end who was there', async () => {
  const [maria, sam] = [await scene.here(scene.maria), await scene.here(scene.sam)]
  await maria.does(scene.meeting, { do: 'end-meeting', how: 'without-closing' })
  const elena = await scene.raw(scene.elena)
  const { value } = await elena.enter(scene.meeting)
  expect([value?.state.phase, value?.state.seats, value?.state.devices]).toEqual(['ended', [], {}])
  expect((await sam.enter(scene.meeting)).value?.state.seats).toHaveLength(2)
})

describe('what makes no sense', () => {
  test('is refused by name, and changes nothing', async () => {
    const { meeting } = scene
    const maria = await scene.here(scene.maria)
    const whole = { id: id<CommandId>(), meeting, device: maria.device, as: scene.maria.person }
    const wants = { do: 'want-to-speak', wants: true }
    const nonsense: unknown[] = [
      null,
      undefined,
      42,
      'want-to-speak',
      [],
      {},
      { ...whole },
      { ...whole, deed: null },
      { ...whole, deed: { do: 'lose-line', device: maria.device, since: 0 } },
      { ...whole, deed: { do: 'look-at-the-clock' } },
      { ...whole, deed: { do: 'constructor' } },
      { ...whole, deed: { ...wants, wants: 'yes' } },
      { ...whole, deed: { ...wants, extra: 1 } },
      { ...whole, deed: wants, extra: 1 },
      { ...whole, id: 'once', deed: wants },
      { ...whole, meeting: '../etc/passwd', deed: wants },
      { ...whole, as: { $gt: '' }, deed: wants },
      { ...whole, deed: { do: 'seat-guest', person: id(), name: 'A\u0000B', relation: '' } },
      { ...whole, deed: { do: 'ask-to-reflect', who: [] } },
      JSON.parse('{"__proto__":{"deed":{"do":"leave"}}}'),
    ]
    for (const input of nonsense)
      expect(await refused(async () => (await maria.ask('do', input)).fault ?? null)).toBe('not-understood')
    expect(await refused(async () => (await maria.ask('enter', { meeting })).fault ?? null)).toBe('not-understood')
    expect(await refused(async () => (await maria.ask('obey', whole)).fault ?? null)).toBe('not-understood')
    expect(await maria.does(meeting, wants)).toBe(null)
  })

  test('too long is refused by name; too large ends only its own line', async () => {
    const { meeting } = scene
    const [maria, elena] = [await scene.here(scene.maria), await scene.here(scene.elena)]
    const person = id<PersonId>()
    const long = { do: 'seat-guest', person, name: 'n'.repeat(81), relation: '' }
    expect(await refused(() => maria.does(meeting, long))).toBe('too-large')
    maria.socket.io.reconnection(false)
    maria.socket.emit('do', { words: 'w'.repeat(300_000) })
    await until(() => expect(maria.socket.connected).toBe(false))
    await until(async () => expect((await scene.state()).devices[maria.device]?.line).toBe('lost'))
    expect(await elena.does(meeting, { do: 'want-to-speak', wants: true })).toBe(null)
  })

  test('without anybody who waits for an answer it does no harm', async () => {
    const { meeting } = scene
    const maria = await scene.here(scene.maria)
    for (const name of [
      'do',
      'enter',
      'media',
      'signal',
      'cannotTalk',
      'hearing',
      'happened',
      'error',
      'disconnecting',
    ])
      for (const input of [null, {}, 'x', [[]]]) if (name !== 'disconnecting') maria.socket.emit(name, input, input)
    expect(await maria.does(meeting, { do: 'want-to-speak', wants: true })).toBe(null)
  })

  test('too much at once is refused, and the others do not notice', async () => {
    const { meeting } = scene
    const [maria, elena] = [await scene.here(scene.maria), await scene.here(scene.elena)]
    const many = await Promise.all(
      Array.from({ length: 80 }, (_, n) => maria.does(meeting, { do: 'want-to-speak', wants: n % 2 === 0 })),
    )
    expect(new Set(many)).toEqual(new Set([null, 'too-many-tries']))
    expect(await elena.does(meeting, { do: 'want-to-speak', wants: true })).toBe(null)
  })
})

const safety = () => scene.house.db.selectFrom('safety_event').selectAll().execute()
const letIn = 'somebody was let in'
const device = (line: Raw) => ({ meeting: scene.meeting, device: line.device })

describe('"I can’t talk freely" (F20)', () => {
  test('reaches the practitioners and nobody else, leaves nothing in the memory of the meeting', async () => {
    const [maria, elena, sam] = [
      await scene.here(scene.maria),
      await scene.here(scene.elena),
      await scene.here(scene.sam),
    ]
    expect(await refused(async () => ((await maria.ask('cannotTalk', device(maria))).ok ? null : 'refused'))).toBe(null)
    await until(() => expect(sam.of('cannotTalk')).toEqual([[scene.meeting, scene.maria.person]]))
    expect([...elena.of('cannotTalk'), ...maria.of('cannotTalk')]).toEqual([])
    expect((await sam.ask('cannotTalk', device(sam))).fault).toBe('not-yours')
    expect(await safety()).toMatchObject([{ meeting: scene.meeting, person: scene.maria.person, shown: 1 }])
    expect(scene.house.logged.filter(line => line.person === scene.maria.person && line.msg !== letIn)).toEqual([])
  })

  test('its log is only ever added to', async () => {
    const maria = await scene.here(scene.maria)
    await maria.ask('cannotTalk', device(maria))
    await expect(scene.house.db.updateTable('safety_event').set({ shown: 1 }).execute()).rejects.toThrow(
      'never changed',
    )
    await expect(scene.house.db.deleteFrom('safety_event').execute()).rejects.toThrow('never taken away')
    expect(await safety()).toMatchObject([{ shown: 0 }])
  })

  test('is not shown on a screen of a practitioner that nobody has sat down at', async () => {
    const [maria, sam] = [await scene.here(scene.maria), await scene.here(scene.sam)]
    const elsewhere = await scene.raw(scene.sam)
    await elsewhere.enter(scene.meeting)
    expect((await maria.ask('cannotTalk', device(maria))).ok).toBe(true)
    await until(() => expect(sam.of('cannotTalk')).toHaveLength(1))
    expect(elsewhere.of('cannotTalk')).toEqual([])
  })

  test('nobody is told that it was heard when no screen has said that it shows it', async () => {
    const [maria, sam] = [await scene.here(scene.maria), await scene.here(scene.sam)]
    sam.socket.offAny()
    expect((await maria.ask('cannotTalk', device(maria))).fault).toBe('nobody-by-that-name')
    expect(await safety()).toMatchObject([{ person: scene.maria.person, shown: 0 }])
  })

  test('is not shown where somebody else looks at the same screen; then nobody is told that it was heard', async () => {
    const [maria, sam] = [await scene.here(scene.maria), await scene.here(scene.sam)]
    await sam.does(scene.meeting, { do: 'seat-person', person: scene.elena.person, byPhone: false })
    expect((await maria.ask('cannotTalk', device(maria))).fault).toBe('nobody-by-that-name')
    const ravi = await scene.here(scene.ravi)
    expect((await maria.ask('cannotTalk', device(maria))).ok).toBe(true)
    await until(() => expect(ravi.of('cannotTalk')).toHaveLength(1))
    expect(sam.of('cannotTalk')).toEqual([])
  })
})
