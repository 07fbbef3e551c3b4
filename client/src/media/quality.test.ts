import { expect, test } from 'vitest'
import { scaleDown, sendingFor } from './quality.ts'

const calm = { speaks: false, weak: false }

test.each([
  [2, 360],
  [3, 360],
  [4, 180],
  [6, 180],
  [7, null],
  [12, null],
])('%i devices send pictures %s lines high', (devices, height) => {
  expect(sendingFor({ devices, ...calm }).picture?.height ?? null).toBe(height)
})

test('all copies together fit through one home uplink of 2.5 Mbit/s, even while speaking', () => {
  for (let devices = 2; devices <= 12; devices++) {
    const { picture, sound } = sendingFor({ devices, speaks: true, weak: false })
    expect((devices - 1) * ((picture?.bitsPerSecond ?? 0) + sound.bitsPerSecond)).toBeLessThanOrEqual(2_500_000)
  }
})

test('who speaks is seen more clearly; a weak line gets less, and sound never stops', () => {
  const still = sendingFor({ devices: 5, ...calm })
  const speaking = sendingFor({ devices: 5, speaks: true, weak: false })
  const weak = sendingFor({ devices: 3, speaks: true, weak: true })
  expect(speaking.picture?.bitsPerSecond).toBeGreaterThan(still.picture?.bitsPerSecond ?? Number.POSITIVE_INFINITY)
  expect(weak.picture?.height).toBe(180)
  expect(weak.picture?.bitsPerSecond).toBeLessThan(still.picture?.bitsPerSecond ?? 0)
  expect(weak.sound.bitsPerSecond).toBeGreaterThan(16_000)
})

test('a picture is never made larger than the camera gives it', () => {
  expect(scaleDown(720, 360)).toBe(2)
  expect(scaleDown(120, 360)).toBe(1)
  expect(scaleDown(undefined, 180)).toBe(1)
})

test('a bad line costs the movement, then the picture, never the sound', () => {
  const at = (step: 'still' | 'sound') => sendingFor({ devices: 2, speaks: true, weak: true, step })
  expect(at('still').picture?.framesPerSecond).toBe(1)
  expect(at('sound').picture).toBeNull()
  expect(at('sound').sound.bitsPerSecond).toBeGreaterThan(16_000)
})
