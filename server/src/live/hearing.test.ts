import type { PersonId } from '@polyphony/shared/domain/ids'
import { seconds } from '@polyphony/shared/domain/time'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FakeClock } from '../testing/clock.ts'
import { fakeClock } from '../testing/clock.ts'
import type { LiveScene, Raw } from './live.testing.ts'
import { openLiveScene, until } from './live.testing.ts'

let scene: LiveScene
let clock: FakeClock
beforeEach(async () => {
  clock = fakeClock()
  scene = await openLiveScene(clock)
})
afterEach(async () => await scene.close())

const tells = async (line: Raw, as: PersonId, hears = false, more: object = {}) =>
  (await line.ask('hearing', { meeting: scene.meeting, device: line.device, as, hears, ...more })).fault ?? null
const shown = (line: Raw) => line.of('cannotHear').at(-1)?.[1] ?? null
const found = async (line: Raw) =>
  ((await line.enter(scene.meeting)).value as unknown as { cannotHear: unknown }).cannotHear

describe('"I cannot hear"', () => {
  test('is seen by everyone who sits in the circle, also by who comes later, and is in no memory', async () => {
    const [maria, sam] = [await scene.here(scene.maria), await scene.here(scene.sam)]
    const looksIn = await scene.raw(scene.ravi)
    await looksIn.enter(scene.meeting)
    const before = await scene.kept()
    expect(await tells(maria, scene.maria.person)).toBe(null)
    for (const line of [maria, sam]) await until(() => expect(shown(line)).toEqual([scene.maria.person]))
    expect(await scene.kept()).toEqual(before)
    expect(await found(looksIn)).toEqual([])
    expect(shown(looksIn)).toBe(null)
    await looksIn.does(scene.meeting, { do: 'arrive', way: 'sound' })
    expect(await found(looksIn)).toEqual([scene.maria.person])
    expect(await tells(maria, scene.maria.person, true)).toBe(null)
    for (const line of [maria, sam, looksIn]) await until(() => expect(shown(line)).toEqual([]))
  })

  test('ends when the person leaves, and is kept while their line is lost', async () => {
    const [maria, sam] = [await scene.here(scene.maria), await scene.here(scene.sam)]
    await scene.here(scene.elena)
    await tells(maria, scene.maria.person)
    await until(() => expect(shown(sam)).toEqual([scene.maria.person]))
    maria.close()
    await until(async () => expect((await scene.state()).devices[maria.device]?.line).toBe('lost'))
    expect(shown(sam)).toEqual([scene.maria.person])
    const again = await scene.raw(scene.maria, { device: maria.device })
    expect(await found(again)).toEqual([scene.maria.person])
    await again.does(scene.meeting, { do: 'leave' })
    await until(() => expect(shown(sam)).toEqual([]))
  })

  test('of somebody who sits beside Maria is theirs alone', async () => {
    const [maria, sam] = [await scene.here(scene.maria), await scene.here(scene.sam)]
    const elena = scene.elena.person
    expect(await tells(maria, elena)).toBe('not-in-the-room')
    await maria.does(scene.meeting, { do: 'seat-person', person: elena, byPhone: false })
    expect(await tells(sam, elena)).toBe('not-your-seat')
    expect(await tells(maria, elena)).toBe(null)
    await until(() => expect(shown(sam)).toEqual([elena]))
    await maria.does(scene.meeting, { do: 'unseat', person: elena })
    await until(() => expect(shown(sam)).toEqual([]))
  })

  test('[D2] each thing that is wrong about it is refused by name', async () => {
    const sam = await scene.here(scene.sam)
    expect(await tells(sam, scene.sam.person)).toBe('door-closed')
    const maria = await scene.here(scene.maria)
    const aino = await scene.raw(scene.aino)
    await aino.enter(scene.elsewhere)
    const wrong = [{ hears: 'no' }, { as: 'Maria' }, { meeting: '\u0000' }, { device: [[]] }, { more: 1 }]
    for (const more of wrong) {
      clock.pass(seconds(1))
      expect([more, await tells(maria, scene.maria.person, false, more)]).toEqual([more, 'not-understood'])
    }
    expect(await tells(maria, scene.sam.person)).toBe('not-your-seat')
    expect(await tells(aino, scene.aino.person)).toBe('not-in-the-room')
    expect(await tells(maria, scene.maria.person, false, { device: sam.device })).toBe('not-in-the-room')
    await maria.does(scene.meeting, { do: 'end-meeting', how: 'without-closing' })
    expect(await tells(maria, scene.maria.person)).toBe('meeting-ended')
    expect([...sam.of('cannotHear'), ...maria.of('cannotHear')]).toEqual([])
  })

  test('too often at once is refused', async () => {
    const maria = await scene.here(scene.maria)
    const said = await Promise.all(Array.from({ length: 80 }, (_, n) => tells(maria, scene.maria.person, n % 2 === 1)))
    expect(new Set(said)).toEqual(new Set([null, 'too-many-tries']))
  })
})
