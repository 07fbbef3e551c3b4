import { seconds } from '@polyphony/shared/domain/time'
import { expect, test } from 'vitest'
import { type Silence, sounding, watchSilence } from './silence.ts'

function listen(for_: number, given: { isOn: boolean; nothing: boolean }, from: Silence = sounding, start = 0) {
  let silence = from
  for (let now = start; now <= start + for_; now += 500) silence = watchSilence(silence, { now, ...given })
  return silence
}

test('a microphone that gives exactly nothing is told of, once that is certain', () => {
  expect(listen(seconds(11), { isOn: true, nothing: true }).told).toBe(false)
  expect(listen(seconds(12), { isOn: true, nothing: true }).told).toBe(true)
})

test('quiet is fine: whoever is silent in a room hears no word about it', () => {
  expect(listen(seconds(600), { isOn: true, nothing: false }).told).toBe(false)
})

test('a microphone that is off is off, and one that gives something again is well', () => {
  expect(listen(seconds(60), { isOn: false, nothing: true }).told).toBe(false)
  const told = listen(seconds(60), { isOn: true, nothing: true })
  expect(watchSilence(told, { now: seconds(61), isOn: true, nothing: false }).told).toBe(false)
})
