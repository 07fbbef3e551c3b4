import type { EntryId, MeetingId, NetworkId, PersonId } from '@polyphony/shared/domain/ids'
import type { Block, EntryReading, MeetingRecord, Passage } from '@polyphony/shared/domain/record'
import type { RecordPage } from '@polyphony/shared/wire/views'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recordDocument } from './record-document.ts'
import { toHtml } from './record-html.ts'
import { escapeMarkdown, toMarkdown } from './record-markdown.ts'

const [aino, elena, maria, sam] = ['aino', 'elena', 'maria', 'sam'] as PersonId[] as [
  PersonId,
  PersonId,
  PersonId,
  PersonId,
]
const words = (text: string): Passage => [{ is: 'paragraph', depth: 0, runs: [{ text }] }]
const entry = (id: string, body: Passage, change: Partial<EntryReading> = {}): EntryReading => ({
  id: id as EntryId,
  kind: 'voice',
  speaker: null,
  speakerWords: '',
  author: sam,
  order: 'a',
  withdrawn: false,
  body,
  hash: 'h',
  ...change,
})

const at = Date.UTC(2026, 10, 22, 18)
const empty: MeetingRecord = {
  version: 1,
  meeting: 'm' as MeetingId,
  network: 'n' as NetworkId,
  centre: 'Maria',
  place: 'home',
  placeWords: 'Elena’s kitchen',
  startsAt: at,
  zone: 'Europe/Helsinki',
  openedAt: at,
  endedAt: at + 3_600_000,
  how: 'together',
  people: [
    { id: aino, name: 'Aino', role: 'peer practitioner', here: false },
    { id: elena, name: 'Elena', role: 'mother', here: true },
    { id: maria, name: 'Maria', role: '', here: true },
    { id: sam, name: 'Sam', role: 'nurse', here: true },
  ],
  notes: [],
  voices: [],
  reflections: [],
  decisions: [],
  questions: [],
  steps: [],
  next: null,
  nextMeeting: null,
}
const page = (record: Partial<MeetingRecord>, more: Partial<RecordPage> = {}): RecordPage => ({
  record: { ...empty, ...record },
  hash: 'f'.repeat(64),
  additions: [],
  steps: {},
  you: maria,
  ...more,
})
const html = (given: RecordPage) => toHtml(recordDocument(given))
const markdown = (given: RecordPage) => toMarkdown(recordDocument(given))

const taken = { position: 'not-yet', words: 'I need time', hash: 'h', at, markedBy: null } as const
const full = page(
  {
    voices: [
      { ...entry('v1', words('I sleep badly'), { speaker: maria }), check: null },
      { ...entry('v2', words('I worry'), { speaker: elena, author: elena }), check: null },
    ],
    reflections: [entry('r', words('I wondered about the nights'), { kind: 'reflection' })],
    decisions: [
      {
        ...entry('d', words('We ring each evening'), { kind: 'decision' }),
        decision: {
          standing: 'agreed',
          positions: {
            [maria]: { ...taken, position: 'with-this' },
            [elena]: { ...taken, hash: 'old', markedBy: sam },
          },
          lookAgain: { when: 'date', date: '2026-12-01' },
          agreedHash: 'h',
          duty: null,
          history: [],
        },
      },
      {
        ...entry('duty', words('A bed on the ward'), { kind: 'decision' }),
        decision: {
          standing: 'agreed',
          positions: {},
          lookAgain: null,
          agreedHash: 'h',
          duty: { by: sam, reason: 'the law asks', said: 'I do not want it', at, hash: 'h' },
          history: [],
        },
      },
    ],
    questions: [
      {
        ...entry('q', words('What happened in March?'), { kind: 'question' }),
        question: {
          ended: null,
          carried: [{ meeting: 'm0' as MeetingId, entry: 'q0' as EntryId, at: Date.UTC(2026, 2, 3) }],
        },
      },
    ],
    steps: [
      {
        ...entry('s', words('Ring the landlord'), { kind: 'step' }),
        step: { offeredTo: null, owner: elena, date: '2026-11-30', told: [], carried: [] },
      },
    ],
    next: { next: 'at', at: at + 7 * 86_400_000, zone: 'Europe/Helsinki', place: 'online', placeWords: '' },
    notes: words('Rain on the window'),
  },
  {
    additions: [{ id: 'x', by: elena, name: 'Elena', at: at + 86_400_000, words: 'I see this differently now' }],
    steps: {
      s: {
        offeredTo: null,
        owner: elena,
        date: '2026-11-30',
        told: [{ by: elena, how: 'done', words: 'he was kind', at: at + 86_400_000 }],
        carried: [],
      },
    } as Record<string, unknown> as RecordPage['steps'],
  },
)

describe('the record as a file (F17)', () => {
  it('says in both files all that the page says', () => {
    for (const file of [html(full), markdown(full)]) {
      for (const said of [
        'Sunday 22 November 2026',
        '20:00',
        'Elena’s kitchen',
        'peer practitioner',
        'I sleep badly',
        'Heard, written by Sam. Maria has not checked it yet.',
        'I wondered about the nights',
        'Agreed for now.',
        'Maria: with this: “I need time”',
        'Elena: not with this yet: “I need time” (said aloud, marked by Sam) (said before the words changed)',
        'Tuesday 1 December 2026',
        'the law asks',
        'What Maria said about it: I do not want it',
        'Open since Tuesday 3 March 2026.',
        'Elena has taken it on.',
        'he was kind',
        'Sunday 29 November 2026',
        'Rain on the window',
        'I see this differently now',
        'f'.repeat(64),
      ]) {
        expect(file.replaceAll('\\', '')).toContain(said)
      }
    }
  })

  it('P5: a decision by duty is never shown as agreed', () => {
    const [, duty] = full.record.decisions
    const only = page({ decisions: duty ? [duty] : [] })
    for (const file of [html(only), markdown(only)]) {
      expect(file).toContain('It was not agreed.')
      expect(file).not.toContain('Agreed for now')
    }
  })

  it('what was agreed in other words is not shown as agreed (P4)', () => {
    const [agreed] = full.record.decisions
    if (!agreed) throw new Error('no decision')
    const file = html(page({ decisions: [{ ...agreed, hash: 'changed since' }] }))
    expect(file).not.toContain('Agreed for now')
    expect(file).toContain('The words have changed since.')
  })

  it('an empty record is complete, and blames nobody', () => {
    const file = html(page({ how: 'without-closing' }))
    expect(file).toContain('Nothing was decided. That is fine.')
    expect(file).toContain('The meeting ended without closing. That is fine.')
    expect(file).not.toMatch(/\b(missing|overdue|failed|incomplete)\b/i)
  })

  it('its HTML has a language, a heading for each part, and loads or runs nothing', () => {
    const file = html(full)
    expect(file).toMatch(/^<!doctype html>\n<html lang="en">/)
    expect(file.match(/<h1>/g)).toHaveLength(1)
    expect(file).not.toMatch(/<script|<link|<img|https?:|javascript:|\son\w+=/i)
  })

  it('nobody’s words become part of the page, in any field that people write', () => {
    const bad = `"><script>alert(1)</script><img src=x onerror=alert(1)> & 'quoted'`
    const file = html(
      page(
        {
          centre: bad,
          placeWords: bad,
          people: [{ id: maria, name: bad, role: bad, here: true }],
          notes: words(bad),
          voices: [{ ...entry('v', words(bad), { speaker: null, speakerWords: bad }), check: null }],
          decisions: full.record.decisions.map(one => ({
            ...one,
            body: words(bad),
            decision: { ...one.decision, positions: { [maria]: { ...taken, words: bad } } },
          })),
        },
        { additions: [{ id: 'x', by: maria, name: bad, at, words: bad }] },
      ),
    )
    expect(file).not.toContain('<script')
    expect(file).not.toContain('<img')
    expect(file).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  })
})

it('a name that turns the direction of reading turns nothing that the house says', () => {
  const turned = '\u202eMaria\u2066'
  const record = { centre: turned, people: [{ id: maria, name: turned, role: turned, here: true }] }
  const more = { additions: [{ id: 'x', by: maria, name: turned, at, words: 'x' }] }
  const voices = [{ ...entry('v', words('d'), { speakerWords: turned }), check: null }]
  const given = page({ ...full.record, ...record, voices }, more)
  for (const file of [html(given), markdown(given)]) expect(file).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/)
})

describe('words in HTML', () => {
  const block = (is: Block['is'], depth: number, text: string): Block => ({ is, depth, runs: [{ text }] })
  const body = (passage: Passage) =>
    /<blockquote class="notes">(.*)<\/blockquote>/.exec(html(page({ notes: passage })))?.[1]

  it('keep bold, italic and line breaks', () => {
    const runs = [
      { text: 'a', bold: true as const },
      { text: 'b\nc', italic: true as const },
    ]
    expect(body([{ is: 'paragraph', depth: 0, runs }])).toBe('<p><strong>a</strong><em>b<br>c</em></p>')
  })

  it('keep lists within lists, and numbers beside dots', () => {
    const passage = [
      block('bullet', 0, 'a'),
      block('bullet', 1, 'b'),
      block('bullet', 0, 'c'),
      block('numbered', 0, 'd'),
    ]
    expect(body(passage)).toBe('<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><ol><li>d</li></ol>')
  })

  it('are well formed whatever the blocks are', () => {
    const blocks = fc.array(
      fc.record({
        is: fc.constantFrom<Block['is'][]>('paragraph', 'bullet', 'numbered'),
        depth: fc.nat(4),
        runs: fc.array(fc.record({ text: fc.string() }), { maxLength: 3 }),
      }),
    )
    let tags = 0
    fc.assert(
      fc.property(blocks, passage => {
        const open: string[] = []
        for (const [, end, tag = ''] of html(page({ notes: passage })).matchAll(
          /<(\/?)(p|ul|ol|li|blockquote|strong|em)(?: class="\w+")?>/g,
        )) {
          tags += 1
          if (end) expect(open.pop()).toBe(tag)
          else open.push(tag)
        }
        expect(open).toEqual([])
      }),
    )
    expect(tags).toBeGreaterThan(1000)
  })
})

describe('words in Markdown', () => {
  it('never become headings, lists, links, images or HTML', () => {
    expect(escapeMarkdown('# not a heading')).toBe('\\# not a heading')
    expect(escapeMarkdown('  - not a list')).toBe('\\- not a list')
    expect(escapeMarkdown('3. March was hard')).toBe('3\\. March was hard')
    expect(escapeMarkdown('![a](http://x) <b> `c` *d* _e_')).toBe('!\\[a\\](http://x) \\<b\\> \\`c\\` \\*d\\* \\_e\\_')
    expect(escapeMarkdown('first\n# second\n---')).toBe('first\n\\# second\n\\---')
  })

  it('stand in a quotation of their own, marked as words', () => {
    const passage: Passage = [
      { is: 'paragraph', depth: 0, runs: [{ text: 'so ' }, { text: 'tired', bold: true }, { text: ' today' }] },
      { is: 'bullet', depth: 0, runs: [{ text: 'one' }] },
      { is: 'bullet', depth: 0, runs: [{ text: 'two' }] },
    ]
    expect(markdown(page({ notes: passage }))).toContain('> so **tired** today\n>\n> -  one\n> -  two')
  })
})
