import { expect, test } from 'vitest'
import { reader } from './reader.ts'

function reading(...words: string[]) {
  const said: string[] = []
  const marks: number[] = []
  const ends: boolean[] = []
  const dones: ((whole: boolean) => void)[] = []
  let hushed = 0
  const reads = reader({
    lines: words.map((one, at) => ({ words: one, at })),
    speaker: {
      say: (one, done) => {
        said.push(one)
        dones.push(done)
      },
      hush: () => {
        hushed++
      },
    },
    onLine: at => marks.push(at),
    onEnd: broke => ends.push(broke),
  })
  const ended = (at: number, whole = true) => dones[at]?.(whole)
  return { reads, said, marks, ends, ended, hushed: () => hushed }
}

test('nothing is said before somebody begins; then one after another, marked, to the end', () => {
  const { reads, said, marks, ends, ended } = reading('Voices', 'I want to sleep.')
  expect(said).toEqual([])
  reads.go()
  expect(said).toEqual(['Voices'])
  ended(0)
  expect(said).toEqual(['Voices', 'I want to sleep.'])
  expect(marks).toEqual([0, 1])
  expect(ends).toEqual([])
  ended(1)
  expect(ends).toEqual([false])
})
test('after a pause the same breath begins again, and what was cut off moves nothing', () => {
  const { reads, said, ended, hushed } = reading('One.', 'Two.', 'Three.')
  reads.go()
  ended(0)
  reads.pause()
  expect(hushed()).toBe(1)
  // Browsers report the end, or a fault, of what was cut off.
  ended(1, false)
  ended(1)
  expect(said).toEqual(['One.', 'Two.'])
  reads.go()
  expect(said).toEqual(['One.', 'Two.', 'Two.'])
  ended(1)
  expect(said).toHaveLength(3)
  ended(2)
  expect(said.at(-1)).toBe('Three.')
})
test('stopped, it is silent at once, says so once, and does not begin again by itself', () => {
  const { reads, said, ends, ended, hushed } = reading('One.', 'Two.')
  reads.go()
  reads.stop()
  expect(hushed()).toBe(1)
  ended(0)
  reads.stop()
  reads.go()
  expect(said).toEqual(['One.'])
  expect(ends).toEqual([false])
})
test('a voice that breaks off ends the reading, and that is told', () => {
  const { reads, said, ends, ended } = reading('One.', 'Two.')
  reads.go()
  ended(0, false)
  expect(said).toEqual(['One.'])
  expect(ends).toEqual([true])
})
