import type { Instant, Span } from '@polyphony/shared/domain/time'
import { t } from '../../i18n/i18n.ts'
import { sayDay, sayTime } from '../../i18n/time.ts'
import type { KitLine } from '../../media/kits.ts'
import type { CandidateKind } from '../../media/probe.ts'
import type { Trouble } from '../../media/trouble.ts'
import type { Found, LineName, Verdict } from './found.ts'
import { lineNames } from './found.ts'

/**
 * What may stand in the report. Built from these and from nothing else: whoever gets it learns no name, no address, no
 * link and no label of a device ("Maria's headset").
 */
export interface Reported {
  readonly at: Instant
  readonly userAgent: string
  readonly kits: readonly Pick<KitLine, 'kind'>[]
  readonly found: Found
  readonly verdict: Verdict
  readonly roundTrip: Span | null
  readonly kinds: readonly CandidateKind[]
  readonly trouble: Trouble | null
}

/** For whoever helps: what each line is called by those who look after networks. */
const technical: Readonly<Record<LineName, string>> = {
  live: 'websocket /live',
  fallback: 'http polling /live',
  sync: 'websocket /sync',
  roundTrip: 'http round trip',
  stun: 'stun',
  relayUdp: 'turn over udp',
  relayTcp: 'turn over tcp',
  relayTls: 'turn over tls',
  mediaServer: 'livekit',
  publish: 'microphone, loopback',
  camera: 'camera',
  hear: 'loudspeaker',
}

export function reportOf(given: Reported): string {
  const { at, userAgent, kits, found, verdict, roundTrip, kinds, trouble } = given
  const many = (kind: KitLine['kind']): number => kits.filter(kit => kit.kind === kind).length
  return [
    t('connection.report.head'),
    `${sayDay(at, undefined, true)}, ${sayTime(at)}`,
    '',
    t(`connection.verdict.${verdict}`),
    '',
    ...lineNames.flatMap(name => {
      const outcome = `${t(`connection.line.${name}.name`)} (${technical[name]}): ${t(`connection.outcome.${found[name]}`)}`
      return [outcome, ...meaning(name, found, roundTrip).map(text => `  ${text}`)]
    }),
    '',
    t('connection.report.browser', { browser: browserOf(userAgent) }),
    t('connection.report.kits', {
      microphones: many('microphone'),
      cameras: many('camera'),
      speakers: many('speaker'),
    }),
    ...(trouble === null ? [] : [t('connection.report.microphone', { why: trouble })]),
    t('connection.report.candidates', { kinds: [...kinds].toSorted().join(', ') || t('connection.report.none') }),
    '',
  ].join('\n')
}

/** What a line means for this person, and what to do. Of one that was not tried there is nothing to say. */
export function meaning(name: LineName, found: Found, roundTrip: Span | null): string[] {
  const outcome = found[name]
  if (outcome === 'not-checked') return []
  if (outcome === 'not-needed') return [t('connection.notNeeded')]
  return [t(`connection.line.${name}.${outcome}`, { ms: roundTrip ?? '–' })]
}

const browsers = [
  ['Samsung Internet', /SamsungBrowser\/(\d+)/],
  ['Edge', /Edg(?:A|iOS)?\/(\d+)/],
  ['Opera', /OPR\/(\d+)/],
  ['Firefox', /(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /(?:Chrome|CriOS|HeadlessChrome)\/(\d+)/],
  ['Safari', /Version\/(\d+)[\d.]* (?:Mobile\/\w+ )?Safari/],
] as const
const systems = [
  ['iPhone or iPad', /iPhone|iPad|iPod/],
  ['Android', /Android/],
  ['Windows', /Windows/],
  ['ChromeOS', /CrOS/],
  ['Mac', /Macintosh/],
  ['Linux', /Linux/],
] as const

/** "Firefox 140, Android". No model and no number that belongs to one device. */
export function browserOf(userAgent: string): string {
  const system = systems.find(([, sign]) => sign.test(userAgent))?.[0]
  const browser = browsers.flatMap(([name, sign]) => {
    const version = sign.exec(userAgent)?.[1]
    return version === undefined ? [] : [`${name} ${version}`]
  })[0]
  return [browser ?? 'another', system ?? 'another'].join(', ')
}
