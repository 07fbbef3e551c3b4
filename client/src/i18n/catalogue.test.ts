import { Fault, faults } from '@polyphony/shared/domain/fault'
import type { FaultName } from '@polyphony/shared/domain/fault'
import { describe, expect, test } from 'vitest'
import { network } from './en/network.ts'
import { sayFault } from './fault.ts'
import { addWords, t } from './i18n.ts'
import { hardSentences, longSentences } from '@polyphony/shared/domain/readability.testing'

type Words = { readonly [key: string]: string | Words }
const files = import.meta.glob<Record<string, Words>>('./en/*.ts', { eager: true })
const areas = Object.entries(files).map(([path, file]) => {
  const name = path.replace(/^.*\/(.+)\.ts$/, '$1')
  return { name, texts: flatten(file[name] ?? {}, name) }
})

function flatten(words: Words, at: string): { key: string; text: string }[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [{ key: `${at}.${key}`, text: value }] : flatten(value, `${at}.${key}`),
  )
}

test('every file of words is looked at, by the name of its area', () => {
  expect(areas.filter(({ texts }) => texts.length === 0).map(({ name }) => name)).toEqual([])
  expect(areas.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['arrive', 'closing', 'common', 'deciding', 'faults', 'landing', 'reflecting', 'room']),
  )
})

/** DESIGN §3. Whole words, in any case. */
const neverSay =
  /\b(session|consultation|appointment|cases?|patients?|clients?|service users?|carers?|prox(y|ies)|hosts?|moderators?|providers?|statements?|break-?outs?|votes?|voting|sign-off|issues?|unresolved|tasks?|action items?|lobby|referrals?|SLA|audit|rejoin|should|must|unfortunately|please note|soon|oops|sorry|invalid|error|submit|overdue)\b/i

describe.each(areas)('the words of $name', ({ texts }) => {
  test('there are some', () => expect(texts.length).toBeGreaterThan(0))

  test('no sentence is longer than 20 words', () => {
    expect(texts.flatMap(({ key, text }) => longSentences(text).map(long => `${key}: ${long}`))).toEqual([])
  })
  test('nothing shouts', () => expect(texts.filter(({ text }) => text.includes('!'))).toEqual([]))

  test('nothing from the list of words we never say', () => {
    expect(texts.filter(({ text }) => neverSay.test(text))).toEqual([])
  })

  test('a ten year old can read each sentence', () => {
    expect(texts.flatMap(({ key, text }) => hardSentences(text).map(hard => `${key}: ${hard}`))).toEqual([])
  })
})

test('every fault has a sentence, and it is the one that is shown', () => {
  for (const name of Object.keys(faults) as FaultName[]) {
    const said = sayFault(new Fault(name))
    expect(said, name).toMatch(/^[A-Z].+[.]$/)
    expect(said, name).not.toContain('faults.')
  }
})

test('a stranger’s error never reaches the screen', () => {
  expect(sayFault(new TypeError('x is undefined'))).toBe(sayFault(new Fault('unexpected')))
})

test('an area speaks after its screen has brought it, and names are filled in as they are', () => {
  expect(() => t('network.title', { name: 'Maria' })).toThrow('network.title')
  addWords({ network })
  expect(t('network.title', { name: '{{name}} $& Łucja' })).toBe('The network around {{name}} $& Łucja')
})
