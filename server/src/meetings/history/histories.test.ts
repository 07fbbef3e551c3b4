import type { MeetingId } from '@polyphony/shared/domain/ids'
import { expect, test } from 'vitest'
import { fakeClock } from '../../testing/clock.ts'
import { createHistories, keptFor } from './histories.ts'
import { maria, openLog, sam, textAt } from './history.testing.ts'
import type { Log } from './history.testing.ts'
import { lastSeq, whoWrote } from './views.ts'

const meeting = '0190aaaa-0000-7000-8000-000000000001' as MeetingId

function open(log: Log) {
  const clock = fakeClock()
  const asked: number[] = []
  const histories = createHistories({
    clock,
    log: {
      rows: ({ after, limit }) => {
        asked.push(after)
        return Promise.resolve(log.rows.slice(after, after + limit))
      },
    },
  })
  const seq = () =>
    histories.of(meeting, function* (history) {
      yield
      return lastSeq(history)
    })
  return { clock, asked, histories, seq }
}

test('it is told anew only from where it was left, and let go when nobody looks', async () => {
  const log = openLog()
  log.all(maria, nb => textAt(nb.notes).insert(0, 'one'))
  const { clock, asked, histories, seq } = open(log)
  expect(await seq()).toBe(log.rows.length)
  log.all(sam, nb => textAt(nb.notes).insert(0, 'two'))
  const before = log.rows.length - 1
  expect(await seq()).toBe(log.rows.length)
  expect(asked).toEqual([0, before])
  clock.pass(keptFor)
  expect(histories.size).toBe(0)
  expect(await seq()).toBe(log.rows.length)
  expect(asked.at(-1)).toBe(0)
  histories.close()
  expect([histories.size, clock.waiting()]).toEqual([0, 0])
})

test('two who look at once see the same, and no row is counted twice', async () => {
  const log = openLog()
  for (const letter of 'abcdefgh') log.all(maria, nb => textAt(nb.notes).insert(0, letter))
  const { histories } = open(log)
  const told = await Promise.all([1, 2, 3].map(() => histories.of(meeting, whoWrote)))
  for (const one of told) expect(one).toEqual(told[0])
  expect(told[0]?.notes[0]?.runs[0]?.text).toBe('hgfedcba')
  histories.close()
})

test('a long meeting holds nobody up: others have their turn while it is told', async () => {
  const log = openLog()
  for (let i = 0; i < 1500; i++) log.write(maria, nb => textAt(nb.notes, i % 40).insert(0, 'word '))
  const { seq, histories } = open(log)
  let turns = 0
  let waiting = true
  const turn = (): void => {
    turns++
    if (waiting) setImmediate(turn)
  }
  setImmediate(turn)
  expect(await seq()).toBe(log.rows.length)
  waiting = false
  expect(turns).toBeGreaterThan(log.rows.length / 50)
  histories.close()
})

test('a history that cannot be told leaves none behind', async () => {
  const log = openLog()
  const { histories, seq, clock } = open({ ...log, rows: [...log.rows, ...log.rows] })
  await expect(seq()).rejects.toThrow('missing')
  expect([histories.size, clock.waiting()]).toEqual([0, 0])
})
