import type { Stamped } from '@polyphony/shared/domain/meeting'
import { isLanding } from '@polyphony/shared/domain/present'
import { minutes, seconds } from '@polyphony/shared/domain/time'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FakeClock } from '../testing/clock.ts'
import { fakeClock } from '../testing/clock.ts'
import type { LiveScene, Raw } from './live.testing.ts'
import { openLiveScene, until } from './live.testing.ts'

/** After the end: the words are sealed, and nobody is cut off in the middle of a goodbye. */
let scene: LiveScene
let clock: FakeClock
beforeEach(async () => {
  clock = fakeClock()
  scene = await openLiveScene(clock)
})
afterEach(async () => await scene.close())

const heard = (line: Raw): string[] =>
  line.of('happened').flatMap(args => (args[1] as Stamped[]).map(({ event }) => event.is))
const ticket = async (line: Raw): Promise<string | null> =>
  (await line.ask('media', { meeting: scene.meeting, device: line.device })).fault ?? null
const end = { do: 'end-meeting', how: 'without-closing' } as const
/** A signal is passed on, or it is not: whatever was sent after it tells. */
const reaches = async (from: Raw, to: Raw): Promise<boolean> => {
  const before = to.of('signal').length
  from.socket.emit('signal', { meeting: scene.meeting, device: from.device, to: to.device, session: 's' })
  // The wire is in order: when this is answered the signal has been looked at, and what follows it has come after it.
  await from.ask('enter', { meeting: scene.meeting, device: from.device })
  await to.ask('enter', { meeting: scene.meeting, device: to.device })
  return to.of('signal').length > before
}
async function landed(): Promise<{ maria: Raw; sam: Raw; ravi: Raw }> {
  const [maria, sam, ravi] = [await scene.here(scene.maria), await scene.here(scene.sam), await scene.here(scene.ravi)]
  expect(await sam.does(scene.meeting, end)).toBe(null)
  return { maria, sam, ravi }
}

describe('the soft landing', () => {
  test('[C4] sealed at once, and still together; after two minutes it ends for all by the clock', async () => {
    const { maria, sam } = await landed()
    const { record } = await scene.maria.browser.call('record', { meeting: scene.meeting })
    expect([await ticket(maria), await ticket(sam), await reaches(sam, maria)]).toEqual([null, null, true])
    clock.pass(minutes(2) - seconds(1))
    expect(await ticket(maria)).toBe(null)
    clock.pass(seconds(1))
    await until(() => expect([heard(maria).at(-1), heard(sam).at(-1)]).toEqual(['landing-over', 'landing-over']))
    expect([await ticket(maria), await ticket(sam), await reaches(sam, maria)]).toEqual([
      'door-closed',
      'door-closed',
      false,
    ])
    expect((await scene.maria.browser.call('record', { meeting: scene.meeting })).record).toEqual(record)
  })

  test('[D2] [D3] when the family goes, practitioners are not together in it any more', async () => {
    const { maria, sam, ravi } = await landed()
    expect(await maria.does(scene.meeting, { do: 'leave' })).toBe(null)
    await until(() => expect(heard(sam).at(-1)).toBe('landing-over'))
    expect([await ticket(sam), await reaches(sam, ravi)]).toEqual(['door-closed', false])
  })

  test('[D3] a family whose line breaks has the grace, and then it is over', async () => {
    const { maria, sam } = await landed()
    maria.close()
    await until(() => expect(heard(sam).at(-1)).toBe('line-lost'))
    clock.pass(seconds(8))
    await until(() => expect(heard(sam).at(-1)).toBe('landing-over'))
    expect(await ticket(sam)).toBe('door-closed')
  })

  test('[C4] the wire takes nothing but going, and tells nothing but coming and going', async () => {
    const { maria, sam } = await landed()
    for (const deed of [
      { do: 'begin-closing' },
      { do: 'arrive', way: 'sound' },
      { do: 'pause-together', pause: true },
      { do: 'seat-person', person: scene.elena.person, byPhone: true },
    ] as const)
      expect(await sam.does(scene.meeting, deed)).toBe('meeting-ended')
    const elena = await scene.raw(scene.elena)
    await elena.enter(scene.meeting)
    expect([await ticket(elena), await reaches(elena, maria)]).toEqual(['not-in-the-room', false])
    const { value } = await sam.enter(scene.meeting)
    expect(value?.state).toMatchObject({ closing: null, decisions: {}, steps: {} })
  })

  test('a house that goes down in a landing ends it when it is up again', async () => {
    await landed()
    clock.pass(minutes(1))
    await scene.house.restart()
    expect(isLanding(await scene.state())).toBe(true)
    await until(async () => {
      clock.pass(seconds(10))
      expect(isLanding(await scene.state())).toBe(false)
    })
  })
})
