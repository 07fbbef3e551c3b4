import { expect, test } from 'vitest'
import { rememberedLooks, rememberLooks } from './looks.ts'

function storage() {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  }
}

test('a device keeps how its reader likes to read', () => {
  const device = { ...storage() }
  expect(rememberedLooks(device)).toEqual({ larger: false, easy: false })
  rememberLooks({ setItem: (key, value) => void device.setItem(key, value) }, { larger: true, easy: false })
  expect(rememberedLooks(device)).toEqual({ larger: true, easy: false })
})
test.each(['', '{', '7', 'null', '"larger"', '{"larger":"yes"}'])('what is kept there may be anything: %s', kept => {
  expect(rememberedLooks({ getItem: () => kept })).toEqual({ larger: false, easy: false })
})
test('where nothing may be kept, the page is as usual and does not break', () => {
  const forbidden = () => {
    throw new Error('forbidden')
  }
  expect(rememberedLooks(null)).toEqual({ larger: false, easy: false })
  expect(rememberedLooks({ getItem: forbidden })).toEqual({ larger: false, easy: false })
  expect(() => rememberLooks({ setItem: forbidden }, { larger: true, easy: true })).not.toThrow()
})
