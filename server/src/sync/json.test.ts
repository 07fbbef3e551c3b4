import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isJson } from './json.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const parses = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

test('[S8] what is JSON is known as JSON', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 8 }), text => isJson(bytes(text), 100)),
    { numRuns: 500, seed: 11 },
  )
})

test('[S8] what is taken for JSON can be read by everybody: changed by a character or two, it is judged as JSON.parse does', () => {
  let refused = 0
  fc.assert(
    fc.property(
      fc.json({ maxDepth: 4 }),
      fc.array(fc.record({ at: fc.nat(200), put: fc.constantFrom(...'{}[]",:\\/0129-+.eEtfn u\n'.split('')) }), {
        minLength: 1,
        maxLength: 3,
      }),
      (text, changes) => {
        let changed = text
        for (const { at, put } of changes) {
          const place = at % (changed.length + 1)
          changed = changed.slice(0, place) + put + changed.slice(place + (at % 2))
        }
        if (!parses(changed)) refused++
        return isJson(bytes(changed), 100) === parses(changed)
      },
    ),
    { numRuns: 3000, seed: 12 },
  )
  expect(refused).toBeGreaterThan(500)
})
