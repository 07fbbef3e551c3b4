import { type Clock, minutes, seconds } from '@polyphony/shared/domain/time'
import type { MediaTicket } from '@polyphony/shared/wire/media'
import { expect, test } from 'vitest'
import { renewTickets } from './renewal.ts'

function scene() {
  const waiting: { at: number; then: () => void }[] = []
  let now = 0
  const clock: Clock = {
    now: () => now,
    after: (span, then) => {
      const one = { at: now + span, then }
      waiting.push(one)
      return () => void waiting.splice(waiting.indexOf(one) >>> 0, 1)
    },
  }
  const is = { needed: true, answers: true }
  const came: MediaTicket[] = []
  let asked = 0
  const stop = renewTickets({
    clock,
    needed: () => is.needed,
    ticket: async () => {
      asked++
      if (!is.answers) throw new Error('no line')
      return { by: 'mesh', iceServers: [], relayOnly: false }
    },
    onTicket: ticket => came.push(ticket),
  })
  const pass = async (span: number) => {
    now += span
    for (const one of waiting.splice(0)) one.at <= now ? one.then() : waiting.push(one)
    for (let turn = 0; turn < 10; turn++) await Promise.resolve()
  }
  return { is, stop, pass, waiting, seen: () => ({ asked, came: came.length }) }
}

test('a fresh ticket comes well before the old one ends, again and again', async () => {
  const { pass, seen } = scene()
  await pass(minutes(39))
  expect(seen()).toEqual({ asked: 0, came: 0 })
  await pass(minutes(1))
  expect(seen()).toEqual({ asked: 1, came: 1 })
  await pass(minutes(40))
  expect(seen()).toEqual({ asked: 2, came: 2 })
})

test('a line that is lost at that moment is tried again every ten seconds, long before the hour is over', async () => {
  const { pass, seen, is } = scene()
  is.answers = false
  await pass(minutes(40))
  for (let again = 0; again < 5; again++) await pass(seconds(10))
  expect(seen()).toEqual({ asked: 6, came: 0 })
  is.answers = true
  await pass(seconds(10))
  expect(seen()).toEqual({ asked: 7, came: 1 })
})

test('while nobody is spoken with nothing is asked, and after the end nothing waits', async () => {
  const { pass, seen, is, stop, waiting } = scene()
  is.needed = false
  await pass(minutes(40))
  expect(seen()).toEqual({ asked: 0, came: 0 })
  stop()
  expect(waiting).toEqual([])
})
