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
    // Beyond six even if every single one asks to see this person.
    const { picture, sound } = sendingFor({ devices, speaks: true, weak: false, asked: true })
    const copy = (picture?.bitsPerSecond ?? 0) + (sound?.bitsPerSecond ?? 0)
    expect((devices - 1) * copy).toBeLessThanOrEqual(2_500_000)
    expect(copy).toBeGreaterThan(100_000)
  }
})

test('who speaks is seen more clearly; a weak line gets less, and sound never stops', () => {
  const still = sendingFor({ devices: 5, ...calm })
  const speaking = sendingFor({ devices: 5, speaks: true, weak: false })
  const weak = sendingFor({ devices: 3, speaks: true, weak: true })
  expect(speaking.picture?.bitsPerSecond).toBeGreaterThan(still.picture?.bitsPerSecond ?? Number.POSITIVE_INFINITY)
  expect(weak.picture?.height).toBe(180)
  expect(weak.picture?.bitsPerSecond).toBeLessThan(still.picture?.bitsPerSecond ?? 0)
  expect(weak.sound?.bitsPerSecond).toBeGreaterThan(16_000)
})

test('a picture is never made larger than the camera gives it', () => {
  expect(scaleDown(720, 360)).toBe(2)
  expect(scaleDown(120, 360)).toBe(1)
  expect(scaleDown(undefined, 180)).toBe(1)
})

test('a bad line costs the movement, then the picture, and the sound only when nobody would understand it', () => {
  const at = (step: 'still' | 'sound' | 'notes') => sendingFor({ devices: 2, speaks: true, weak: true, step })
  expect(at('still').picture?.framesPerSecond).toBe(1)
  expect(at('sound').picture).toBeNull()
  expect(at('sound').sound?.bitsPerSecond).toBeGreaterThan(16_000)
  expect(at('notes')).toEqual({ picture: null, sound: null })
})

test('seven and more: a picture goes only where it was asked for, small for everybody alike', () => {
  for (const devices of [7, 9, 24]) {
    expect(sendingFor({ devices, ...calm }).picture).toBeNull()
    const [quietly, speaking] = [false, true].map(speaks => sendingFor({ devices, speaks, weak: false, asked: true }))
    expect(quietly?.picture?.height).toBe(180)
    // Nobody is ranked by how much they speak.
    expect(speaking).toEqual(quietly)
    expect(sendingFor({ devices, ...calm, asked: true, step: 'sound' }).picture).toBeNull()
  }
  expect(sendingFor({ devices: 6, ...calm, asked: true })).toEqual(sendingFor({ devices: 6, ...calm }))
})

test('less data: what goes out is the smallest moving picture, what is asked for stands still, and sound stays', () => {
  for (const devices of [2, 4, 6]) {
    const [usual, saves, less] = [{}, { saves: true }, { less: true }].map(choice =>
      sendingFor({ devices, speaks: true, weak: false, ...choice }),
    )
    expect(saves?.picture?.bitsPerSecond).toBeLessThan((usual?.picture?.bitsPerSecond ?? 0) / 3)
    expect(saves?.sound?.bitsPerSecond).toBe(16_000)
    expect(less?.picture?.framesPerSecond).toBe(1)
    expect(less?.sound).toEqual(usual?.sound)
  }
})

test('a device that is short of breath makes smaller pictures for all, then fewer of them, and its sound is whole', () => {
  const at = (strain: number) => sendingFor({ devices: 3, ...calm, strain })
  expect([0, 1, 2].map(strain => at(strain).picture?.height)).toEqual([360, 180, 180])
  expect([0, 1, 2].map(strain => at(strain).picture?.framesPerSecond)).toEqual([24, 10, 5])
  for (const strain of [1, 2]) expect(at(strain).sound).toEqual(at(0).sound)
})
