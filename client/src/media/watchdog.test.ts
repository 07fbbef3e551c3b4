import { expect, test } from 'vitest'
import { type Act, beginWatch, lineOf, type Look, type Watch, watchPair } from './watchdog.ts'

const well: Look = {
  now: 0,
  connection: 'connected',
  expects: { sound: true, picture: true },
  soundPackets: 0,
  pictureFrames: 0,
  loss: 0,
  roundTrip: 40,
}

/** Looks every two seconds, as the mesh does, and tells what was done when. */
function play(
  seconds: number,
  at: (second: number) => Partial<Look>,
): { acts: [number, Act][]; watch: Watch; last: Look } {
  let watch = beginWatch(0)
  let last = well
  const acts: [number, Act][] = []
  for (let second = 2; second <= seconds; second += 2) {
    last = { ...well, now: second * 1000, soundPackets: second * 50, pictureFrames: second * 20, ...at(second) }
    const step = watchPair(watch, last)
    watch = step.watch
    if (step.act !== 'nothing') acts.push([second, step.act])
    if (step.act === 'rebuild') watch = beginWatch(second * 1000)
  }
  return { acts, watch, last }
}

test('a pair that works is left alone', () => {
  const { acts, watch, last } = play(600, () => ({}))
  expect(acts).toEqual([])
  expect(lineOf(watch, last)).toBe('well')
})

test('a moment apart heals by itself; from three seconds on ICE is restarted; then the pair is built anew', () => {
  expect(play(20, s => (s === 10 ? { connection: 'disconnected' } : {})).acts).toEqual([])
  const { acts } = play(30, s => (s >= 10 ? { connection: 'disconnected' } : {}))
  expect(acts[0]).toEqual([14, 'restart'])
  expect(acts.find(([, act]) => act === 'rebuild')?.[0]).toBe(22)
})

test('a failed connection is restarted at once', () => {
  expect(play(12, s => (s === 10 ? { connection: 'failed' } : {})).acts).toEqual([[10, 'restart']])
})

test('a connection that was closed behind our back is built anew at once', () => {
  expect(play(10, s => (s === 10 ? { connection: 'closed' } : {})).acts).toEqual([[10, 'rebuild']])
})

test('a pair that never connects is built anew, again and again', () => {
  const { acts } = play(40, () => ({ connection: 'connecting' }))
  expect(acts.map(([, act]) => act)).toEqual(['rebuild', 'rebuild', 'rebuild', 'rebuild'])
})

test('each building in vain gets more time than the one before', () => {
  const spans = [0, 1, 2, 9].map(attempt => beginWatch(0, attempt).patience)
  expect(spans).toEqual([10_000, 15_000, 22_500, 40_000])
})

test('no packets where a microphone is on: restart, then a new pair, within ten seconds', () => {
  const { acts } = play(20, s => (s >= 10 ? { soundPackets: 400 } : {}))
  expect(acts).toEqual([
    [12, 'restart'],
    [16, 'rebuild'],
  ])
})

test('no frames where a camera is on counts as well', () => {
  expect(play(16, s => (s >= 8 ? { pictureFrames: 160 } : {})).acts[0]).toEqual([12, 'restart'])
})

test('a line that is apart is said so in words', () => {
  const { watch, last } = play(14, s => (s >= 10 ? { connection: 'disconnected' } : {}))
  expect(lineOf(watch, last)).toBe('lost')
  expect(lineOf(beginWatch(0), { ...last, connection: 'new' })).toBe('connecting')
})

test('silence that was announced is no fault: quiet is fine', () => {
  const off = { expects: { sound: false, picture: false }, soundPackets: 0, pictureFrames: 0 }
  expect(play(600, () => off).acts).toEqual([])
})

test('a tab that slept is not judged by what it missed', () => {
  let { watch } = play(10, () => ({}))
  const woken = watchPair(watch, { ...well, now: 600_000, soundPackets: 500, pictureFrames: 200 })
  expect(woken.act).toBe('nothing')
  watch = woken.watch
  const after = watchPair(watch, { ...well, now: 602_000, soundPackets: 600, pictureFrames: 240 })
  expect(after.act).toBe('nothing')
})

test.each([
  [{ loss: 0.2 }, 'weak'],
  [{ roundTrip: 900 }, 'weak'],
  [{}, 'well'],
] as const)('a line with %o is called %s', (look, line) => {
  const { watch, last } = play(10, () => look)
  expect(lineOf(watch, last)).toBe(line)
})
