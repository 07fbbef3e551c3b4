import { pino } from 'pino'
import type { DestinationStream } from 'pino'

/**
 * The levels by meaning:
 *
 *   fatal   the house cannot go on and leaves
 *   error   a promise was broken to somebody: a bug, or words that could not be kept
 *   warn    somebody was refused who may have meant harm, or the house is in trouble that it can bear
 *   info    the life of the house: it opens, it closes, somebody was let in or turned away
 *   debug   what helps to find a fault; off in a running house
 *
 * Never in a log: anybody's words, names, e-mail addresses, tokens, cookies, passwords. People and meetings by their id.
 */
export const levels = ['fatal', 'error', 'warn', 'info', 'debug'] as const
export type Level = (typeof levels)[number]

export type Facts = Readonly<Record<string, unknown>>
export type Logger = { readonly [L in Level]: (facts: Facts, sentence: string) => void } & {
  /** The same logger, with facts that stand in every line. */
  with(facts: Facts): Logger
}

const secrets = [
  'token',
  'tokens',
  'password',
  'cookie',
  'cookies',
  'secret',
  'authorization',
  'email',
  'name',
  'words',
  'body',
]
const redact = secrets.flatMap(name => [name, `*.${name}`, `*.*.${name}`])

/** Writes one JSON object per line to standard error. */
export function createLogger(given: { level: Level; to?: DestinationStream }): Logger {
  const out = pino(
    {
      level: given.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: label => ({ level: label }) },
      redact: { paths: redact, censor: '[kept out]' },
      serializers: { error: describe },
    },
    given.to ?? pino.destination({ dest: 2, sync: true }),
  )
  const over = (inner: typeof out): Logger => ({
    fatal: (facts, sentence) => inner.fatal(facts, sentence),
    error: (facts, sentence) => inner.error(facts, sentence),
    warn: (facts, sentence) => inner.warn(facts, sentence),
    info: (facts, sentence) => inner.info(facts, sentence),
    debug: (facts, sentence) => inner.debug(facts, sentence),
    with: facts => over(inner.child(facts)),
  })
  return over(out)
}

/** What an error is, without what somebody may have written into it: its kind, its first line cut short, its place. */
function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return { kind: typeof error }
  const places = error.stack
    ?.split('\n')
    .filter(line => line.trimStart().startsWith('at '))
    .slice(0, 8)
  const code = 'code' in error ? error.code : undefined
  return {
    kind: error.name,
    code,
    message: error.message.split('\n')[0]?.slice(0, 200),
    at: places?.map(at => at.trim()),
  }
}
