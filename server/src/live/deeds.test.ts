import type { EntryId, PersonId } from '@polyphony/shared/domain/ids'
import type { Command } from '@polyphony/shared/domain/meeting'
import { seconds } from '@polyphony/shared/domain/time'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fakeClock } from '../testing/clock.ts'
import type { LiveScene, Raw } from './live.testing.ts'
import { openLiveScene } from './live.testing.ts'

/** Every deed there is, as it would be said rightly. A deed without a line here does not compile. */
type Said<D extends Command['do']> = Omit<Extract<Command, { do: D }>, 'do'>
const entry = '01890000-0000-7000-8000-000000000001' as EntryId
const person = '01890000-0000-7000-8000-000000000002' as PersonId
const hash = 'a'.repeat(64)
const deeds: { readonly [D in Command['do']]: Said<D> } = {
  arrive: { way: 'sound' },
  'change-way': { way: 'notes' },
  'step-out': {},
  'come-back': {},
  leave: {},
  'seat-person': { person, byPhone: true },
  'seat-guest': { person, name: 'Rosa', relation: 'neighbour' },
  unseat: { person },
  'use-device': { person },
  'want-to-speak': { wants: true },
  'mark-heard': { person, how: 'spoke' },
  'pause-together': { pause: true },
  'set-writing': { writing: { mode: 'all' } },
  'check-voice': { entry, hash },
  'ask-to-reflect': { who: [person] },
  'answer-reflecting': { answer: 'yes' },
  'stop-reflecting': {},
  'rest-microphone': { rest: true },
  'answer-floor': { how: 'passed' },
  'end-floor': {},
  'take-position': { decision: entry, position: 'not-yet', words: 'I am not sure.', hash },
  'mark-position': { decision: entry, person, position: 'not-yet', hash },
  'settle-decision': { decision: entry, standing: 'left-open', lookAgain: null, hash },
  'decide-by-duty': { decision: entry, reason: 'The law.', said: 'No.', hash },
  'end-question': { question: entry, how: 'found-words' },
  'reopen-question': { question: entry },
  'offer-step': { step: entry, to: person },
  'accept-step': { step: entry, date: null },
  'release-step': { step: entry },
  'tell-step': { step: entry, how: 'done', words: 'Done.' },
  'begin-closing': {},
  'go-on-talking': {},
  'read-on': { from: { is: 'entry', entry } },
  'read-again': { from: { is: 'end' } },
  'agree-next-meeting': { next: { next: 'none' } },
  'let-absent-read': { may: true },
  'end-meeting': { how: 'without-closing' },
}
const names = Object.keys(deeds) as Command['do'][]
const fieldsOf = (name: Command['do']): [string, unknown][] => Object.entries(deeds[name])

let scene: LiveScene
let maria: Raw
let sam: Raw
let aino: Raw
let before: unknown
const clock = fakeClock()
beforeAll(async () => {
  scene = await openLiveScene(clock)
  maria = await scene.here(scene.maria)
  sam = await scene.raw(scene.sam)
  await sam.enter(scene.meeting)
  aino = await scene.raw(scene.aino)
  await aino.enter(scene.elsewhere)
  before = await scene.kept()
})
afterAll(async () => await scene.close())

/** Slowly: being refused for haste is another test. */
async function fault(line: Raw, deed: object, given: { as?: PersonId } = {}): Promise<string | null> {
  clock.pass(seconds(1))
  return await line.does(scene.meeting, deed, given)
}

describe.each(names)('%s', name => {
  const right = { do: name, ...deeds[name] }

  test('malformed, too long, or with something more is refused by name', async () => {
    expect(await fault(maria, { ...right, more: 1 })).toBe('not-understood')
    for (const [field, value] of fieldsOf(name)) {
      const { [field]: _, ...less } = right as Record<string, unknown>
      expect([field, await fault(maria, less)]).toEqual([field, 'not-understood'])
      for (const wrong of [{ $ne: 1 }, 7, '\u0000', [[]]])
        expect([field, wrong, await fault(maria, { ...right, [field]: wrong })]).toEqual([
          field,
          wrong,
          'not-understood',
        ])
      if (typeof value !== 'string') continue
      const tooLong = await fault(maria, { ...right, [field]: 'x'.repeat(5000) })
      expect([field, tooLong]).toEqual([field, expect.stringMatching(/^(too-large|not-understood)$/)])
    }
  })

  test('of somebody who has not sat down, for somebody else, or in another network’s meeting, too', async () => {
    if (name !== 'arrive') expect(await fault(sam, right)).toBe('not-in-the-room')
    expect(await fault(maria, right, { as: scene.elena.person })).toBe('not-your-seat')
    expect(await fault(aino, right)).toBe('not-in-the-room')
  })
})

test('and nothing of all that has changed anything', async () => {
  expect(await scene.kept()).toEqual(before)
  expect(await maria.does(scene.meeting, { do: 'want-to-speak', wants: true })).toBe(null)
})
