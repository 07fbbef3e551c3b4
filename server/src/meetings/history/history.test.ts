import { plain } from '@polyphony/shared/domain/record'
import { minutes } from '@polyphony/shared/domain/time'
import type { WrittenBlock } from '@polyphony/shared/wire/history'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { checkpointsOf, muchRemoved } from './checkpoints.ts'
import { differenceBetween } from './difference.ts'
import { elena, joinUp, maria, newEntry, openLog, sam, splitAt, start, textAt } from './history.testing.ts'
import type { Log } from './history.testing.ts'
import type { History } from './history.ts'
import { atOnce } from './parts.ts'
import { timelineOf } from './timeline.ts'
import { versionAt, whoWrote } from './views.ts'

const now = {
  whoWrote: (history: History) => atOnce(whoWrote(history)),
  versionAt: (history: History, seq: number) => atOnce(versionAt(history, seq)),
  differenceBetween: (history: History, between: { from: number; to: number }) =>
    atOnce(differenceBetween(history, between)),
  timelineOf: (history: History) => atOnce(timelineOf(history)),
}

const brief = (blocks: readonly WrittenBlock[]) =>
  blocks.map(({ runs }) =>
    runs.map(({ text, by, back, gone }) => [
      text,
      by.person,
      ...(back ? ['back', back.person] : []),
      ...(gone ? ['gone', gone.person] : []),
    ]),
  )
const standing = (log: Log) =>
  now
    .whoWrote(log.history())
    .notes.flatMap(({ runs }) => runs.filter(run => !run.gone).map(run => [run.text, run.by.person]))
const notes = (log: Log) => brief(now.whoWrote(log.history()).notes)

describe('who wrote this', () => {
  test('every letter has its person, and what was taken away has who took it', () => {
    const log = openLog()
    log.all(maria, nb => textAt(nb.notes).insert(0, 'he does not sleep'))
    log.all(elena, nb => textAt(nb.notes).insert(8, 'really '))
    log.all(maria, nb => textAt(nb.notes).insert(0, 'I see: '))
    log.all(elena, nb => textAt(nb.notes).delete(0, 3))
    expect(notes(log)).toEqual([
      [
        ['I s', maria, 'gone', elena],
        ['ee: he does ', maria],
        ['really ', elena],
        ['not sleep', maria],
      ],
    ])
  })

  test('in a voice: the scribe’s words are the scribe’s, however they are spoken', () => {
    const log = openLog()
    const id = newEntry()
    const words = [{ is: 'paragraph' as const, depth: 0, runs: [{ text: 'leave me' }] }]
    const voice = { id, kind: 'voice' as const, speaker: maria, speakerWords: '', author: sam, after: null, words }
    log.all(sam, nb => nb.add(voice))
    log.all(maria, nb => textAt(nb.body(id) ?? nb.notes).insert(8, ' in peace'))
    const [entry] = now.whoWrote(log.history()).entries
    expect(entry).toMatchObject({ id, kind: 'voice', speaker: maria, author: sam })
    expect(brief(entry?.body ?? [])).toEqual([
      [
        ['leave me', sam],
        [' in peace', maria],
      ],
    ])
  })

  test('a new line, a joined line and a list take nobody’s words from them', () => {
    const log = openLog()
    log.all(maria, nb => textAt(nb.notes).insert(0, 'I sleep badly and nobody asks'))
    log.all(sam, nb => splitAt(nb.notes, 0, 13))
    expect(notes(log)).toEqual([[['I sleep badly', maria]], [[' and nobody asks', maria]]])
    log.all(elena, nb => joinUp(nb.notes, 1))
    expect(notes(log)).toEqual([[['I sleep badly and nobody asks', maria]]])
    log.all(sam, nb => {
      const [list, item, line] = ['bulletList', 'listItem', 'paragraph'].map(name => new Y.XmlElement(name))
      const text = new Y.XmlText('I sleep badly and nobody asks')
      line?.insert(0, [text])
      if (line) item?.insert(0, [line])
      if (item) list?.insert(0, [item])
      nb.notes.delete(0, 1)
      if (list) nb.notes.insert(0, [list])
    })
    expect(notes(log)).toEqual([[['I sleep badly and nobody asks', maria]]])
    expect(log.history().steps.map(({ ofOthers }) => ofOthers)).toEqual([0, 0, 0, 0, 0])
  })

  test('words that are brought back are still those of who wrote them, and say who brought them back', () => {
    const log = openLog()
    log.all(maria, nb => textAt(nb.notes).insert(0, 'I am afraid at night'))
    log.all(sam, nb => textAt(nb.notes).delete(5, 15))
    log.all(elena, nb => textAt(nb.notes).insert(5, 'afraid at night'))
    expect(notes(log)).toEqual([
      [
        ['I am ', maria],
        ['afraid at night', maria, 'back', elena],
      ],
    ])
  })

  test('a long part of what was gone is known again; a short one is no proof', () => {
    const log = openLog()
    log.all(maria, nb => textAt(nb.notes).insert(0, 'I am afraid at night when the house is loud.'))
    log.all(sam, nb => textAt(nb.notes).delete(0, 43))
    log.all(elena, nb => textAt(nb.notes).insert(0, 'afraid at night when the house is loud'))
    expect(standing(log)).toEqual([
      ['afraid at night when the house is loud', maria],
      ['.', maria],
    ])
    log.all(sam, nb => textAt(nb.notes).delete(0, 38))
    log.all(sam, nb => textAt(nb.notes).insert(0, 'the house'))
    expect(standing(log)).toEqual([
      ['the house', sam],
      ['.', maria],
    ])
  })

  test('nobody can be given words: the same letters elsewhere, or others, are those of who put them there', () => {
    const log = openLog()
    log.all(maria, nb => textAt(nb.notes).insert(0, 'I am not fine'))
    log.all(maria, nb => textAt(nb.notes).delete(5, 4))
    log.all(sam, nb => textAt(nb.notes).insert(0, 'not '))
    log.all(sam, nb => textAt(nb.notes).insert(9, 'now '))
    // Letter by letter it is written, not brought back.
    for (const [i, letter] of [...'not '].entries()) log.all(sam, nb => textAt(nb.notes).insert(13 + i, letter))
    expect(
      now
        .whoWrote(log.history())
        .notes[0]?.runs.filter(run => !run.gone)
        .map(run => [run.text, run.by.person]),
    ).toEqual([
      ['not ', sam],
      ['I am ', maria],
      ['now not ', sam],
      ['fine', maria],
    ])
  })

  test('what its writer took back is in no view, not as it was earlier either', () => {
    const log = openLog()
    const id = newEntry()
    const words = [{ is: 'paragraph' as const, depth: 0, runs: [{ text: 'a secret' }] }]
    log.all(maria, nb =>
      nb.add({ id, kind: 'voice', speaker: maria, speakerWords: '', author: maria, after: null, words }),
    )
    const before = log.rows.length
    log.all(maria, nb => nb.withdraw(id, true))
    const history = log.history()
    const views = [
      now.whoWrote(history),
      now.versionAt(history, before),
      now.differenceBetween(history, { from: 1, to: before }),
      now.timelineOf(history),
    ]
    expect(JSON.stringify(views)).not.toContain('secret')
  })
})

describe('[S14] moments to go back to', () => {
  const briefly = (log: Log, more: Partial<Parameters<typeof checkpointsOf>[1]> = {}) =>
    checkpointsOf(log.history(), { openedAt: null, ended: false, kept: [], ...more })

  test('at open, before much of others’ text goes, by name, and at close', () => {
    const log = openLog()
    log.all(maria, nb => textAt(nb.notes).insert(0, 'a'.repeat(muchRemoved + 1)))
    const full = log.rows.length
    log.all(elena, nb => textAt(nb.notes).delete(0, muchRemoved + 1))
    const kept = [{ seq: 1, at: start + 500, person: sam, why: 'named' as const, words: 'before tea' }]
    const found = briefly(log, { openedAt: start + 1500, ended: true, kept })
    expect(found.map(({ seq, why, by, words }) => [seq, why, by, words])).toEqual([
      [1, 'named', sam, 'before tea'],
      [1, 'opened', null, null],
      [full, 'much-removed', elena, null],
      [full + 1, 'closed', null, null],
    ])
    expect(plain(now.versionAt(log.history(), full).notes)).toBe('a'.repeat(muchRemoved + 1))
  })

  test('every ten minutes in which somebody writes', () => {
    const log = openLog()
    for (const letter of 'abcdef') {
      log.pass(minutes(4))
      log.all(maria, nb => textAt(nb.notes).insert(0, letter))
    }
    expect(briefly(log).map(({ why }) => why)).toEqual(['opened', 'ten-minutes', 'ten-minutes'])
  })

  test('one’s own text, and a line that is only split, are no alarm', () => {
    const log = openLog()
    log.all(maria, nb => textAt(nb.notes).insert(0, 'a'.repeat(2000)))
    log.all(sam, nb => splitAt(nb.notes, 0, 1))
    log.all(maria, nb => textAt(nb.notes, 1).delete(0, 1999))
    expect(briefly(log).map(({ why }) => why)).toEqual(['opened'])
  })
})

test('the difference between two moments says what came and what went, and by whom', () => {
  const log = openLog()
  log.all(maria, nb => textAt(nb.notes).insert(0, 'I sleep badly and nobody asks'))
  const from = log.rows.length
  log.all(sam, nb => splitAt(nb.notes, 0, 13))
  log.all(sam, nb => textAt(nb.notes, 1).delete(0, 4))
  log.all(elena, nb => textAt(nb.notes).insert(2, 'often '))
  const { notes } = now.differenceBetween(log.history(), { from, to: log.rows.length })
  // The split moved the second line: what of it went was taken by Sam all the same.
  expect(
    notes.flatMap(({ runs }) => runs.map(({ text, is, by }) => [text, is, ...(by ? [by.person] : [])])).toSorted(),
  ).toEqual(
    [
      ['I ', 'same'],
      ['often ', 'added', elena],
      ['sleep badly', 'same'],
      [' and', 'removed', sam],
      [' nobody asks', 'same'],
    ].toSorted(),
  )
})

test('the timeline can be played: at every moment it reads as the notes did', () => {
  const log = openLog()
  const people = [maria, elena, sam] as const
  for (let i = 0; i < 12; i++) {
    log.pass(i % 3 === 0 ? minutes(1) : 0)
    log.all(people[i % 3] ?? sam, nb => textAt(nb.notes).insert(0, `${i} `))
    if (i % 4 === 3) log.all(sam, nb => splitAt(nb.notes, 0, 3))
  }
  const history = log.history()
  const { moments, notes } = now.timelineOf(history)
  expect(moments.length).toBe(4)
  moments.forEach((moment, at) => {
    const stands = (it: { from: number; until?: number }) => it.from <= at && (it.until ?? Infinity) > at
    const words = notes.filter(stands).map(line =>
      line.runs
        .filter(stands)
        .map(run => run.text)
        .join(''),
    )
    expect(words.join('\n')).toBe(plain(now.versionAt(history, moment.seq).notes))
  })
})
