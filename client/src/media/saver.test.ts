import { expect, test } from 'vitest'
import { rememberSaving, savesData } from './saver.ts'

function storage(): Storage {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  } as Storage
}

test('who saves data everywhere saves it here too, until they say otherwise; and it is remembered', () => {
  const kept = storage()
  expect(savesData(kept, false)).toBe(false)
  expect(savesData(kept, true)).toBe(true)
  rememberSaving(kept, false)
  expect(savesData(kept, true)).toBe(false)
  rememberSaving(kept, true)
  expect(savesData(kept, false)).toBe(true)
})

test('a tab that keeps nothing is no obstacle', () => {
  const shut = {
    getItem: () => {
      throw new Error('shut')
    },
    setItem: () => {
      throw new Error('shut')
    },
  } as unknown as Storage
  for (const where of [shut, null]) {
    rememberSaving(where, true)
    expect(savesData(where, false)).toBe(false)
    expect(savesData(where, true)).toBe(true)
  }
})
