import { expect, test } from 'vitest'
import { filesIn, readSource } from './support/sources.ts'

/** The numbered promises of DESIGN §7 and §8. Each is held by at least one test that carries its number. */
const promises = { S: 16, D: 7, R: 5, P: 6, C: 5 } as const

const titles = ['shared/src', 'server/src', 'client/src', 'e2e']
  .flatMap(folder => filesIn(folder, ['.test.ts', '.spec.ts']))
  .map(readSource)
  .flatMap(({ code }) => [...code.matchAll(/\b(?:test|it|describe)(?:\.\w+)*\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g)])
  .map(match => match[2] ?? '')

for (const [letter, count] of Object.entries(promises)) {
  test(`${letter}1 to ${letter}${count} each stand in the title of a test`, () => {
    const numbers = Array.from({ length: count }, (_none, at) => at + 1)
    const held = new Set(titles.flatMap(title => numbersIn(title, letter)))
    const missing = numbers.filter(number => !held.has(number)).map(number => `${letter}${number} is held by no test`)
    expect(missing).toEqual([])
  })
}

/**
 * The rules of the practice are held three times: by themselves, in a thousand random meetings, and over real sockets by a
 * client that may not play along.
 */
const layers = {
  'by itself': { folder: 'shared/src/domain', holds: (body: string) => !body.includes('fc.assert') },
  'in a thousand random meetings': { folder: 'shared/src/domain', holds: isRandom },
  'over real sockets': { folder: 'server/src/live', holds: () => true },
} as const
const rules = ['D', 'R', 'P', 'C'] as const

for (const [layer, { folder, holds }] of Object.entries(layers)) {
  test(`each rule of the practice is held ${layer}`, () => {
    const held = filesIn(folder, ['.test.ts'])
      .map(readSource)
      .flatMap(({ code }) => testsIn(code))
      .filter(({ body }) => holds(body))
      .flatMap(({ title }) => rules.flatMap(letter => numbersIn(title, letter).map(number => `${letter}${number}`)))
    const all = rules.flatMap(letter => Array.from({ length: promises[letter] }, (_none, at) => `${letter}${at + 1}`))
    expect(all.filter(rule => !held.includes(rule))).toEqual([])
  })
}

/** Not only written down as random: a thousand runs at least. */
function isRandom(body: string): boolean {
  const runs = /numRuns: (\d+)/.exec(body)?.[1] ?? (/^\s+runs,$/m.test(body) ? '1000' : '0')
  return body.includes('fc.assert') && Number(runs) >= 1000
}

/** Each test with what stands in it, up to the next. */
function testsIn(code: string): { title: string; body: string }[] {
  const parts = code.split(/(?=^[ \t]*(?:test|it)(?:\.\w+)*\()/m)
  return parts.flatMap(body => {
    const title = /^[ \t]*(?:test|it)(?:\.\w+)*\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/.exec(body)?.[2]
    return title === undefined ? [] : [{ title, body }]
  })
}

test('the runs that a file names once are a thousand', () => {
  const named = filesIn('shared/src/domain', ['.test.ts']).map(readSource)
  const runs = named.flatMap(({ code }) =>
    [...code.matchAll(/const runs = \{ numRuns: (\d+) \}/g)].map(match => match[1]),
  )
  expect(runs.length).toBeGreaterThan(0)
  expect(runs.filter(count => Number(count) < 1000)).toEqual([])
})

/** "D1, D2" and "D1–D5" alike. */
function numbersIn(title: string, letter: string): number[] {
  return [...title.matchAll(new RegExp(`\\b${letter}(\\d+)(?:\\s*[–-]\\s*${letter}?(\\d+))?\\b`, 'g'))].flatMap(
    match => {
      const from = Number(match[1])
      const to = Number(match[2] ?? from)
      return Array.from({ length: Math.max(0, to - from) + 1 }, (_none, at) => from + at)
    },
  )
}
