import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { levels } from './log.ts'
import type { Level } from './log.ts'

interface LiveKit {
  /** For browsers: ws or wss, without a path. */
  readonly url: string
  /** The same host for the room service: http or https. */
  readonly api: string
  readonly key: string
  readonly secret: string
}

export interface Config {
  readonly port: number
  readonly host: string
  /** Absolute. */
  readonly dataDir: string
  /** Where links lead, without a slash at the end. */
  readonly publicUrl: string
  /** Set by somebody, not guessed from the port: then it is the only origin that may change anything. */
  readonly publicUrlGiven: boolean
  readonly service: { readonly name: string; readonly phone: string }
  readonly turn: { readonly urls: readonly string[]; readonly secret: string } | null
  /** Sound and picture only through the TURN server, so that nobody learns anybody's address. */
  readonly relayOnly: boolean
  /** A media server for larger circles. null: devices speak directly. */
  readonly livekit: LiveKit | null
  /** On their way through the media server sound and picture are locked, wherever every device can. */
  readonly lockMedia: boolean
  readonly logLevel: Level
}

/** Everything that is wrong with the configuration, at once, in plain words. */
export class ConfigMistakes extends Error {
  readonly mistakes: readonly string[]
  constructor(mistakes: readonly string[]) {
    super(mistakes.join('\n'))
    this.name = 'ConfigMistakes'
    this.mistakes = mistakes
  }
}

export type Environment = Readonly<Record<string, string | undefined>>

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The environment → a frozen Config. Throws ConfigMistakes. Nothing else in the house reads the environment. */
export function readConfig(environment: Environment = process.env): Config {
  const mistakes: string[] = []
  const given = (name: string): string => environment[name]?.trim() ?? ''
  const port = portOf(given('PORT'), mistakes)
  const host = given('HOST') || '127.0.0.1'
  if (/[\s/:]/.test(host) && !/^[0-9a-f:]+$/i.test(host)) {
    mistakes.push(`HOST is an address such as 127.0.0.1 or 0.0.0.0. It is "${host}".`)
  }
  const publicUrl = originOf(given('PUBLIC_URL'), port, mistakes)
  const turnUrls = given('TURN_URLS')
    .split(/[\s,]+/)
    .filter(Boolean)
  const turnSecret = given('TURN_SECRET')
  for (const url of turnUrls) {
    if (!/^turns?:[^\s/]+$/.test(url))
      mistakes.push(`TURN_URLS lists addresses like turn:turn.example.org:3478. "${url}" is none.`)
  }
  if (turnUrls.length > 0 && turnSecret === '') mistakes.push('TURN_URLS is set, so TURN_SECRET is needed too.')
  if (turnUrls.length === 0 && turnSecret !== '') mistakes.push('TURN_SECRET is set, so TURN_URLS is needed too.')
  const relayOnly = yesOrNo('RELAY_ONLY', given('RELAY_ONLY'), mistakes)
  if (relayOnly && turnUrls.length === 0)
    mistakes.push('RELAY_ONLY needs a TURN server: set TURN_URLS and TURN_SECRET.')
  const livekit = liveKitOf(given, publicUrl, mistakes)
  const lockMedia = given('LIVEKIT_E2EE') === '' || yesOrNo('LIVEKIT_E2EE', given('LIVEKIT_E2EE'), mistakes)
  const logLevel = given('LOG_LEVEL') || 'info'
  if (!isLevel(logLevel)) mistakes.push(`LOG_LEVEL is one of ${levels.join(', ')}. It is "${logLevel}".`)
  if (given('DATABASE_URL') !== '') {
    mistakes.push(
      'DATABASE_URL is set, but this version keeps its data in the folder DATA_DIR. Take DATABASE_URL away.',
    )
  }
  if (mistakes.length > 0 || !isLevel(logLevel)) throw new ConfigMistakes(mistakes)
  return Object.freeze({
    port,
    host,
    dataDir: resolve(root, given('DATA_DIR') || 'data'),
    publicUrl,
    publicUrlGiven: given('PUBLIC_URL') !== '',
    service: Object.freeze({ name: given('SERVICE_NAME'), phone: given('SERVICE_PHONE') }),
    turn: turnUrls.length > 0 ? Object.freeze({ urls: Object.freeze(turnUrls), secret: turnSecret }) : null,
    relayOnly,
    livekit,
    lockMedia,
    logLevel,
  })
}

const isLevel = (value: string): value is Level => (levels as readonly string[]).includes(value)

function portOf(value: string, mistakes: string[]): number {
  if (value === '') return 8080
  const port = Number(value)
  if (/^\d{1,5}$/.test(value) && port <= 65_535) return port
  mistakes.push(`PORT is a number from 0 to 65535. It is "${value}".`)
  return 8080
}

function originOf(value: string, port: number, mistakes: string[]): string {
  if (value === '') return `http://localhost:${port}`
  const url = URL.canParse(value) ? new URL(value) : null
  if (
    url &&
    (url.protocol === 'http:' || url.protocol === 'https:') &&
    url.pathname === '/' &&
    !url.search &&
    !url.hash
  ) {
    return url.origin
  }
  mistakes.push(`PUBLIC_URL is an address such as https://polyphony.example.org, without a path. It is "${value}".`)
  return `http://localhost:${port}`
}

function liveKitOf(given: (name: string) => string, publicUrl: string, mistakes: string[]): LiveKit | null {
  const names = ['LIVEKIT_URL', 'LIVEKIT_API_KEY', 'LIVEKIT_API_SECRET'] as const
  const [address, key, secret] = [given(names[0]), given(names[1]), given(names[2])]
  const missing = names.filter(name => given(name) === '')
  if (missing.length === names.length) return null
  if (missing.length > 0) {
    const there = names.filter(name => given(name) !== '').join(' and ')
    const verb = missing.length === 1 ? 'is' : 'are'
    mistakes.push(
      `${there} ${missing.length === 2 ? 'is' : 'are'} set, so ${missing.join(' and ')} ${verb} needed too.`,
    )
  }
  if (address === '') return null
  const url = URL.canParse(address) ? new URL(address) : null
  const isWhole =
    url !== null && url.host !== '' && url.pathname.length <= 1 && !url.search && !url.hash && !url.username
  if (!url || !isWhole || !['ws:', 'wss:', 'http:', 'https:'].includes(url.protocol)) {
    mistakes.push(`LIVEKIT_URL is an address such as wss://livekit.example.org, without a path. It is "${address}".`)
    return null
  }
  const secure = url.protocol === 'wss:' || url.protocol === 'https:'
  if (!secure && publicUrl.startsWith('https:')) {
    mistakes.push('PUBLIC_URL begins with https, so LIVEKIT_URL begins with wss. Browsers refuse anything less.')
  }
  const s = secure ? 's' : ''
  return Object.freeze({ url: `ws${s}://${url.host}`, api: `http${s}://${url.host}`, key, secret })
}

function yesOrNo(name: string, value: string, mistakes: string[]): boolean {
  if (['', '0', 'no', 'false', 'off'].includes(value.toLowerCase())) return false
  if (['1', 'yes', 'true', 'on'].includes(value.toLowerCase())) return true
  mistakes.push(`${name} is yes or no. It is "${value}".`)
  return false
}
