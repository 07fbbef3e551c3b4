import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hardSentences, longSentences } from '@polyphony/shared/domain/readability.testing'
import { expect, test } from 'vitest'

/**
 * What the house itself says outside the pages: files of a record, copies, invitations to a calendar, letters. Read from
 * the sources, so that a new sentence is looked at the day it is written.
 */
const speaking = /^(?:record-|copy-html|own-words|invitation|reminder|calendar|ics|letter)/
const folders = [import.meta.dirname, join(import.meta.dirname, '..', 'mail')].filter(folder => existsSync(folder))

const files = folders
  .flatMap(folder => readdirSync(folder).map(name => ({ name, path: join(folder, name) })))
  .filter(
    ({ name, path }) =>
      name.endsWith('.ts') && !name.includes('.test.') && (speaking.test(name) || /mail\/[^/]*words/.test(path)),
  )

/** Quoted text with a space in it that begins like a sentence. Names that are filled in read as a name. */
function sayings(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '').replace(/^import .*$/gm, '')
  return [...code.matchAll(/'((?:[^'\\\n]|\\.)+)'|`((?:[^`\\]|\\.)+)`/g)]
    .map(([, plain, filled]) => (plain ?? filled ?? '').replace(/\$\{[^}]*\}+/g, 'Sam').replace(/<[^>]*>/g, ' '))
    .filter(text => /^\s*\p{Lu}\S* \S/u.test(text))
}

test('there are some', () => {
  expect(files.map(({ name }) => name)).toContain('record-words.ts')
  expect(files.flatMap(({ path }) => sayings(readFileSync(path, 'utf8'))).length).toBeGreaterThan(20)
})

test.each(files)('what $name says can be read by a ten year old, and never shouts', ({ path }) => {
  const said = sayings(readFileSync(path, 'utf8'))
  expect(said.flatMap(text => longSentences(text))).toEqual([])
  expect(said.flatMap(text => hardSentences(text))).toEqual([])
  expect(said.filter(text => text.includes('!'))).toEqual([])
})
