import { closeCode } from '@polyphony/shared/wire/sync'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openNotes } from '../testing/wires.ts'
import type { LiveScene, Raw } from './live.testing.ts'
import { openLiveScene, until } from './live.testing.ts'

/** "Hide where I am": from the first ticket on, and whatever a page lets slip. */
const relayOffered = { TURN_URLS: 'turn:127.0.0.1:9', TURN_SECRET: 'a secret of the relay' }
const host = 'candidate:1 1 udp 2122260223 192.168.1.23 51234 typ host'
const relayed = 'candidate:4 1 udp 41885439 198.51.100.1 49160 typ relay raddr 203.0.113.7 rport 51234'

let scene: LiveScene
beforeEach(async () => {
  scene = await openLiveScene(undefined, relayOffered)
})
afterEach(async () => await scene.close())

const hide = (who: LiveScene['maria'], hides: boolean) =>
  who.browser.call('hideMyPlace', { meeting: scene.meeting, hide: hides })
const told = async (who: LiveScene['maria']) =>
  (await who.browser.call('meeting', { meeting: scene.meeting })).you.hides
const ticket = async (line: Raw) =>
  (await line.ask('media', { meeting: scene.meeting, device: line.device })).value as { relayOnly: boolean }
const say = (from: Raw, to: Raw, candidate: string) =>
  from.socket.emit('signal', {
    meeting: scene.meeting,
    device: from.device,
    to: to.device,
    session: 's',
    candidate: { candidate, sdpMid: '0', sdpMLineIndex: 0 },
  })
const candidates = (line: Raw) =>
  line.of('signal').map(args => (args[1] as { candidate: { candidate: string } }).candidate.candidate)

test('it is remembered with the person: their ticket says so at their first coming in, and nobody else’s', async () => {
  expect(await told(scene.maria)).toBe('no')
  await hide(scene.maria, true)
  expect(await told(scene.maria)).toBe('yes')
  const [maria, elena] = [await scene.here(scene.maria), await scene.here(scene.elena)]
  expect((await ticket(maria)).relayOnly).toBe(true)
  expect((await ticket(elena)).relayOnly).toBe(false)
  await hide(scene.maria, false)
  expect((await ticket(maria)).relayOnly).toBe(false)
})

test('nobody else reads that she hides: not her mother, not the team, in no page and no event', async () => {
  await hide(scene.maria, true)
  const [maria, sam] = [await scene.here(scene.maria), await scene.here(scene.sam)]
  const entered = await sam.enter(scene.meeting)
  for (const who of [scene.elena, scene.sam]) expect(await told(who)).toBe('no')
  expect(JSON.stringify([entered, sam.heard, maria.heard])).not.toMatch(/hid(?:es|den)/i)
})

test('an address that her page lets slip is not handed on, and none comes to her that she could knock at', async () => {
  await hide(scene.maria, true)
  const [maria, elena, sam] = [
    await scene.here(scene.maria),
    await scene.here(scene.elena),
    await scene.here(scene.sam),
  ]
  for (const [from, to] of [
    [maria, elena],
    [elena, maria],
    [elena, sam],
  ] as const) {
    say(from, to, host)
    say(from, to, relayed)
  }
  await until(() =>
    expect([candidates(maria).length, candidates(elena).length, candidates(sam).length]).toEqual([1, 1, 2]),
  )
  const cleaned = relayed.replace('203.0.113.7 rport 51234', '0.0.0.0 rport 0')
  expect(candidates(elena)).toEqual([cleaned])
  expect(candidates(maria)).toEqual([cleaned])
  // Two who do not hide find each other as directly as ever.
  expect(candidates(sam)).toEqual([host, relayed])
})

test('whoever hides at somebody else’s device hides that device; and from the moment they say so', async () => {
  const [elena, sam] = [await scene.here(scene.elena), await scene.here(scene.sam)]
  say(elena, sam, host)
  await until(() => expect(candidates(sam)).toEqual([host]))
  const before = elena.of('rightsChanged').length
  await hide(scene.elena, true)
  await until(() => expect(elena.of('rightsChanged').length).toBe(before + 1))
  say(elena, sam, host)
  say(elena, sam, relayed)
  await until(() => expect(candidates(sam).length).toBe(2))
  expect(candidates(sam)[1]).toContain('typ relay')
  await hide(scene.elena, false)
  await until(() => expect(elena.of('rightsChanged').length).toBe(before + 2))
  await hide(scene.maria, true)
  const fault = await elena.does(scene.meeting, { do: 'seat-person', person: scene.maria.person, byPhone: false })
  expect(fault).toBeNull()
  expect((await ticket(elena)).relayOnly).toBe(true)
  say(elena, sam, host)
  say(elena, sam, relayed)
  await until(() => expect(candidates(sam).length).toBe(3))
  expect(candidates(sam)[2]).toContain('typ relay')
})

test('hiding costs nobody their place: the seat and the words stay open', async () => {
  const maria = await scene.here(scene.maria)
  const notes = openNotes(scene.house, { guest: scene.maria, meeting: scene.meeting })
  await until(() => expect(notes.rights()?.write).toBe(true))
  await hide(scene.maria, true)
  expect(await maria.does(scene.meeting, { do: 'want-to-speak', wants: true })).toBeNull()
  await until(() => expect(notes.rights()?.write).toBe(true))
  expect(notes.closed).not.toContain(closeCode.notYours)
  notes.close()
})

test('a relay that is taken away again: she is told, and is found by nobody meanwhile', async () => {
  await hide(scene.maria, true)
  const bare = await openLiveScene()
  try {
    expect((await bare.maria.browser.call('meeting', { meeting: bare.meeting })).you.hides).toBeNull()
    await bare.house.db
      .insertInto('hidden_place')
      .columns(['network', 'person', 'since'])
      .expression(from =>
        from
          .selectFrom('meeting')
          .select(['network', from.val(bare.maria.person).as('person'), from.val(1).as('since')])
          .where('id', '=', bare.meeting),
      )
      .execute()
    expect((await bare.maria.browser.call('meeting', { meeting: bare.meeting })).you.hides).toBe('cannot')
    const maria = await bare.here(bare.maria)
    const reply = await maria.ask('media', { meeting: bare.meeting, device: maria.device })
    expect(reply.value).toEqual({ by: 'mesh', iceServers: [], relayOnly: true })
    await bare.maria.browser.call('hideMyPlace', { meeting: bare.meeting, hide: false })
    expect((await bare.maria.browser.call('meeting', { meeting: bare.meeting })).you.hides).toBeNull()
  } finally {
    await bare.close()
  }
})
