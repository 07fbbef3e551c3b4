import { expect, test } from 'vitest'
import { days, hours, minutes, seconds, steadyClock } from './time.ts'

const noon = Date.UTC(2027, 0, 12, 12)

/** A machine whose clock can be set, and a counter that cannot. */
function machine(notBefore?: number) {
  let [wall, tick] = [noon, 0]
  const clock = steadyClock({
    machine: { now: () => wall, after: () => () => undefined },
    ticks: () => tick,
    ...(notBefore !== undefined && { notBefore }),
  })
  return {
    clock,
    pass: (span: number) => {
      wall += span
      tick += span
    },
    set: (by: number) => {
      wall += by
    },
  }
}

test('[F9] a clock that is right is followed', () => {
  const { clock, pass } = machine()
  expect(clock.now()).toBe(noon)
  pass(minutes(3))
  expect(clock.now()).toBe(noon + minutes(3))
})

test('[F9] a step back: time never goes back, a span is a tenth longer at most, and it is walked off', () => {
  const { clock, pass, set } = machine()
  pass(seconds(1))
  expect(clock.now()).toBe(noon + seconds(1))
  set(-hours(1))
  const before = clock.now()
  expect(before).toBe(noon + seconds(1))
  pass(seconds(10))
  expect(clock.now()).toBe(before + seconds(9))
  let last = clock.now()
  for (let minute = 0; minute < 11 * 60; minute++) {
    pass(minutes(1))
    expect(clock.now()).toBeGreaterThan(last)
    last = clock.now()
  }
  expect(clock.now()).toBe(noon + seconds(11) - hours(1) + minutes(11 * 60))
})

test('[F9] a step ahead, as after a sleep, is taken at once; the step back after it is not', () => {
  const { clock, set } = machine()
  set(days(1))
  expect(clock.now()).toBe(noon + days(1))
  set(-days(1))
  expect(clock.now()).toBe(noon + days(1))
})

test('[F9] a clock that was years ahead and is set right is believed: nobody could come in else', () => {
  const { clock, set } = machine()
  set(days(4000))
  expect(clock.now()).toBe(noon + days(4000))
  set(-days(4000))
  expect(clock.now()).toBe(noon)
})

test('[F9] after a start the house does not live again what it has written down already', () => {
  expect(machine(noon + hours(20)).clock.now()).toBe(noon + hours(20))
  expect(machine(noon - hours(20)).clock.now()).toBe(noon)
  expect(machine(noon + days(3)).clock.now()).toBe(noon)
})
