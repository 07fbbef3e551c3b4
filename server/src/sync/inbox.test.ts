import { expect, test } from 'vitest'
import { fakeClock } from '../testing/clock.ts'
import { createInbox } from './inbox.ts'

const turn = (): Promise<void> => new Promise(resolve => void setImmediate(resolve))
const open = () => {
  const clock = fakeClock()
  const inbox = createInbox(clock)
  const seen: string[] = []
  const come = (what: string): void => inbox.add(chunk => seen.push(chunk.toString()), Buffer.from(what))
  return { clock, inbox, seen, come }
}

test('who writes alone is looked at in the same turn; what comes soon after is looked at together, in its order', async () => {
  const { clock, inbox, seen, come } = open()
  come('a')
  expect(seen).toEqual([])
  await turn()
  expect(seen).toEqual(['a'])
  come('b')
  come('c')
  await turn()
  expect(seen).toEqual(['a'])
  clock.pass(50)
  expect(seen).toEqual(['a', 'b', 'c'])
  clock.pass(50)
  come('d')
  await turn()
  expect(seen.at(-1)).toBe('d')
  inbox.close()
  expect(clock.waiting()).toBe(0)
})

test('whoever leaves is heard out at once, and so is what is much', () => {
  const { inbox, seen, come } = open()
  come('a')
  inbox.empty()
  expect(seen).toEqual(['a'])
  come('x'.repeat(2 * 1024 * 1024))
  expect(seen).toHaveLength(2)
  inbox.close()
})

test('what comes while it looks waits for its turn, after what was there', () => {
  const { inbox, seen } = open()
  const later = (): void => void seen.push('later')
  inbox.add(() => {
    inbox.add(later, Buffer.from('x'))
    seen.push('first')
  }, Buffer.from('x'))
  inbox.add(() => void seen.push('second'), Buffer.from('x'))
  inbox.empty()
  expect(seen).toEqual(['first', 'second'])
  inbox.empty()
  expect(seen).toEqual(['first', 'second', 'later'])
  inbox.close()
})
