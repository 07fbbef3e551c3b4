import { expect, test } from 'vitest'
import { threeShifts } from './leave.ts'

const press = (timeStamp: number, key = 'Shift', repeat = false) => ({ key, repeat, timeStamp })

test('three presses of Shift in a row leave', () => {
  const thrice = threeShifts()
  expect([press(0), press(300), press(600)].map(thrice)).toEqual([false, false, true])
})

test('writing capital letters does not', () => {
  const thrice = threeShifts()
  const typed = ['Shift', 'M', 'Shift', 'A', 'Shift', 'R'].map((key, i) => press(i * 100, key))
  expect(typed.map(thrice)).not.toContain(true)
})

test('a held key and slow presses do not', () => {
  const held = threeShifts()
  expect([press(0), press(30, 'Shift', true), press(60, 'Shift', true)].map(held)).not.toContain(true)
  const slow = threeShifts()
  expect([press(0), press(1000), press(2000), press(3000)].map(slow)).not.toContain(true)
})
