import type { PersonId } from '@polyphony/shared/domain/ids'
import { plain } from '@polyphony/shared/domain/record'
import { applyPlainly } from '@polyphony/shared/notebook/apply'
import { readNotebook } from '@polyphony/shared/notebook/read'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { differenceBetween } from './difference.ts'
import { elena, joinUp, maria, newEntry, openLog, sam, splitAt, textAt } from './history.testing.ts'
import { seeded } from '../../testing/seeded.ts'
import { atOnce } from './parts.ts'
import { lastSeq, versionAt, whoWrote } from './views.ts'

/** What an honest reader would keep by hand: for every letter that stands who wrote it. */
describe('random people, deletes, splits, forms and lists', () => {
  test.each(Array.from({ length: 12 }, (_, i) => i + 1))('seed %i', seed => {
    const chance = seeded(seed)
    const log = openLog()
    const letters = new Map<PersonId, string>([
      [maria, 'a'],
      [elena, 'e'],
      [sam, 's'],
    ])
    const people = [...letters.keys()]
    const id = newEntry()
    log.all(sam, nb =>
      nb.add({ id, kind: 'step', speaker: null, speakerWords: '', author: sam, after: null, words: [] }),
    )
    for (let i = 0; i < 150; i++) {
      const person = people[chance.below(3)] ?? sam
      const what = chance.below(12)
      // Two who split one line without having heard of each other write its rest twice: that is what they did.
      if (what > 7 || chance.below(3) > 0) log.listen(person)
      log.write(person, nb =>
        change(nb.notes, { body: nb.body(id) ?? nb.notes, what, letter: letters.get(person) ?? '?' }),
      )
      if (chance.below(4) === 0) for (const one of people) log.listen(one)
    }
    for (let round = 0, rows = -1; rows !== log.rows.length && round < 20; round++) {
      rows = log.rows.length
      for (const one of people) log.listen(one)
    }
    function change(notes: Y.XmlFragment, given: { body: Y.XmlFragment; what: number; letter: string }): void {
      const { body, what, letter } = given
      const where = chance.below(3) === 0 ? body : notes
      const line = chance.below(Math.max(1, where.length))
      const text = textAt(where, line)
      const length = text.toString().replace(/<[^>]*>/g, '').length
      const at = chance.below(length + 1)
      if (what < 5) text.insert(at, letter.repeat(1 + chance.below(4)))
      else if (what < 7) text.delete(at, Math.min(length - at, 1 + chance.below(5)))
      else if (what === 7)
        text.format(0, length, { [chance.below(2) ? 'bold' : 'italic']: chance.below(2) ? {} : null })
      // Two who began a line at once have made two texts of it; an editor would draw them together.
      else if (where.toArray().some(one => one instanceof Y.XmlElement && one.length > 1)) return
      else if (what < 10) splitAt(where, line, at)
      else if (what === 10 && line > 0) joinUp(where, line)
      else if (where.length > 2) where.delete(line, 1)
    }

    const history = log.history()
    // Rebuilt from its rows, the document reads at every row as history says it did.
    const rebuilt = new Y.Doc()
    readNotebook(rebuilt)
    for (const row of log.rows) {
      applyPlainly(rebuilt, [row.bytes])
      if (row.seq % 7 !== 0 && row.seq !== log.rows.length) continue
      const read = readNotebook(rebuilt)
      const told = atOnce(versionAt(history, row.seq))
      expect(told.notes, `row ${row.seq}`).toEqual(read.notes)
      expect(told.entries.map(({ body }) => body)).toEqual(read.entries.map(({ body }) => body))
    }
    // Every letter that stands has exactly one writer, and it is who typed it: each types a letter of their own.
    const { notes, entries } = atOnce(whoWrote(history))
    const blocks = [...notes, ...entries.flatMap(({ body }) => body)]
    const standing = blocks.flatMap(({ runs }) => runs.filter(({ gone }) => !gone))
    for (const { text, by } of standing) {
      expect(text.replaceAll(letters.get(by.person as PersonId) ?? '?', ''), `${text} by ${by.person}`).toBe('')
    }
    expect(standing.map(({ text }) => text).join('')).toBe(
      [atOnce(versionAt(history, lastSeq(history))).notes, ...readNotebook(rebuilt).entries.map(({ body }) => body)]
        .map(passage => plain(passage).replaceAll('\n', ''))
        .join(''),
    )
    // A difference, put together again, is both of its ends.
    const [from, to] = [1 + chance.below(log.rows.length), log.rows.length]
    const { notes: changed } = atOnce(differenceBetween(history, { from, to }))
    const without = (is: string) =>
      changed
        .flatMap(({ runs }) => runs.filter(run => run.is !== is))
        .map(({ text }) => text)
        .join('')
    expect(without('removed')).toBe(plain(atOnce(versionAt(history, to)).notes).replaceAll('\n', ''))
    expect([...without('added')].toSorted().join('')).toBe(
      [...plain(atOnce(versionAt(history, from)).notes).replaceAll('\n', '')].toSorted().join(''),
    )
    expect(log.rows.length).toBeGreaterThan(100)
  })
})
