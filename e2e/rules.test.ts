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
