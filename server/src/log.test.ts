import { expect, test } from 'vitest'
import { createLogger } from './log.ts'
import type { Level } from './log.ts'

function logTo(level: Level) {
  const lines: Record<string, unknown>[] = []
  const logger = createLogger({ level, to: { write: line => void lines.push(JSON.parse(line)) } })
  return { logger, lines }
}

test('a line is an object with a level, a time, its facts and one sentence', () => {
  const { logger, lines } = logTo('info')
  logger.with({ room: 'sync' }).warn({ meeting: 'm1' }, 'a frame was refused')
  expect(lines).toEqual([
    { level: 'warn', time: expect.stringMatching(/^\d{4}-/), room: 'sync', meeting: 'm1', msg: 'a frame was refused' },
  ])
})

test('below its level nothing is written', () => {
  const { logger, lines } = logTo('warn')
  logger.info({}, 'the house is open')
  logger.debug({}, 'a detail')
  logger.fatal({}, 'the end')
  expect(lines.map(line => line.level)).toEqual(['fatal'])
})

test('what belongs to people is kept out, wherever it stands', () => {
  const { logger, lines } = logTo('debug')
  const secret = 'hush hush'
  logger.info({ token: secret, password: secret, email: secret, words: secret, cookie: secret }, 'first')
  logger.info({ request: { token: secret, headers: { cookie: secret, authorization: secret } } }, 'deeper')
  expect(lines).toHaveLength(2)
  expect(JSON.stringify(lines)).not.toContain(secret)
  expect(lines[0]?.token).toBe('[kept out]')
})

test('an error is its kind, its first line and its place; nothing that hangs on it', () => {
  const { logger, lines } = logTo('debug')
  const error = Object.assign(new TypeError(`x is not a function\n${'words of somebody '.repeat(50)}`), {
    detail: 'hush',
  })
  logger.error({ error }, 'a bug')
  expect(lines[0]?.error).toMatchObject({ kind: 'TypeError', message: 'x is not a function' })
  expect(JSON.stringify(lines)).not.toMatch(/hush|words of somebody/)
  logger.error({ error: 'thrown words' }, 'a bug')
  expect(JSON.stringify(lines[1])).not.toContain('thrown words')
})
