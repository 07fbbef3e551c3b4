import type { EntryId, PersonId } from '@polyphony/shared/domain/ids'
import type { EntryKind } from '@polyphony/shared/domain/meeting'
import { entriesOf, notesOf } from '@polyphony/shared/notebook/schema'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { newEntryOf, notesText, textOf } from './desk.testing.ts'
import { haveFrame, updateFrame } from './frames.ts'
import { elena, maria, newEntry, sam } from './people.testing.ts'
import { seeded } from '../testing/seeded.ts'
import { openBench } from './room.testing.ts'
import type { Bench, Hand } from './room.testing.ts'

/**
 * Random people, honest and hostile, in one room, with a disk that is late and rights that change. Every letter that
 * somebody types is their own (Maria a, Elena e, Sam s), so that it can be seen afterwards whose letters stand where.
 */
const letters = new Map<PersonId, string>([
  [maria, 'a'],
  [elena, 'e'],
  [sam, 's'],
])
const kinds: readonly EntryKind[] = ['voice', 'voice', 'voice', 'reflection', 'decision', 'question', 'step']

interface Made {
  readonly kind: EntryKind
  readonly speaker: PersonId | null
  readonly author: PersonId
  checkedAt: string | null
}

class Story {
  readonly bench: Bench = openBench()
  readonly made = new Map<EntryId, Made>()
  readonly checked = new Set<EntryId>()
  readonly honest: Hand[] = []
  readonly chance: ReturnType<typeof seeded>
  refused = 0
  attacks = 0
  constructor(seed: number) {
    this.chance = seeded(seed)
    for (const person of [maria, elena, sam]) this.honest.push(this.join(person))
  }
  join(person: PersonId): Hand {
    const hand = this.bench.join(person)
    this.bench.room.change(hand.member, { hand: hand.member.rights.hand, checked: this.checked })
    hand.hello()
    return hand
  }
  pick<T>(from: readonly T[]): T {
    return from[this.chance.below(from.length)] as T
  }
  /** Everybody sends what they wrote; a hand that has not answered yet does so first. */
  act(hand: Hand, change: () => void): void {
    // What Yjs tidied of itself while it heard others goes first, as with every plain client.
    for (const update of hand.replica.written()) hand.send(updateFrame(update))
    change()
    for (const update of hand.replica.written()) hand.send(updateFrame(update))
  }

  /** What an honest client offers: only what the table of authority allows. */
  write(hand: Hand): void {
    const { person, replica } = hand
    const letter = (letters.get(person) ?? '?').repeat(1 + this.chance.below(4))
    const open = [...entriesOf(replica.doc).keys()].filter(id => {
      const made = this.made.get(id as EntryId)
      if (!made) return false
      if (made.kind !== 'voice' || made.speaker === person) return true
      return made.author === person && !this.checked.has(id as EntryId)
    }) as EntryId[]
    this.act(hand, () => {
      const where = this.chance.below(10)
      if (where < 2) this.make(hand)
      else if (where < 5 || open.length === 0) this.edit(notesText(replica.doc), letter)
      else if (where < 9) this.edit(textOf(replica.notebook.body(this.pick(open))), letter)
      else replica.notebook.withdraw(this.pick(open), this.chance.below(2) === 0)
    })
  }
  make(hand: Hand): void {
    const id = newEntry()
    const kind = this.pick(kinds)
    const speaker = kind === 'voice' ? this.pick([maria, elena, null]) : null
    this.made.set(id, { kind, speaker, author: hand.person, checkedAt: null })
    hand.replica.notebook.add(newEntryOf({ id, kind, speaker, author: hand.person }))
  }
  edit(text: Y.XmlText, letter: string): void {
    const at = this.chance.below(text.length + 1)
    const what = this.chance.below(6)
    if (what === 0 && text.length > 0) text.delete(at % text.length, 1)
    else if (what === 1 && text.length > 1) text.format(0, text.length, { bold: this.chance.below(2) ? {} : null })
    else text.insert(at, letter)
  }

  /** What a hostile hand does: anything, to anything. */
  attack(person: PersonId): void {
    const hand = this.join(person)
    const { doc, notebook } = hand.replica
    const ids = [...entriesOf(doc).keys()] as EntryId[]
    if (ids.length === 0) return
    const id = this.pick(ids)
    const entry = entriesOf(doc).get(id) as Y.Map<unknown>
    const forger = this.chance.below(3) === 0
    if (forger) doc.clientID = this.pick(this.honest.filter(other => other.person !== person)).replica.doc.clientID
    this.attacks++
    this.act(hand, () => {
      switch (this.chance.below(8)) {
        case 0:
          return textOf(notebook.body(id)).insert(0, letters.get(person) ?? '?')
        case 1:
          return notebook.body(id)?.delete(0, Math.min(1, notebook.body(id)?.length ?? 0))
        case 2:
          return entry.set(this.pick(['kind', 'speaker', 'author', 'body']), this.pick<unknown>(['step', person, null]))
        case 3:
          return entriesOf(doc).delete(id)
        case 4:
          return entriesOf(doc).set(id, new Y.Map([['kind', 'step']]))
        case 5:
          return notebook.body(id)?.insert(0, [new Y.XmlElement('paragraph')])
        case 6:
          return entry.delete(this.pick(['kind', 'author', 'order', 'body']))
        default:
          return this.edit(textOf(notebook.body(id)), '')
      }
    })
    if (hand.closed) this.refused++
    this.bench.room.leave(hand.member)
  }

  /** A speaker says: yes, that's what I said. */
  check(): void {
    for (const [id, made] of this.made) {
      if (made.kind !== 'voice' || made.speaker === null || this.checked.has(id)) continue
      const body = entriesOf(this.bench.book.doc()).get(id)?.get('body')
      if (!(body instanceof Y.XmlFragment) || this.chance.below(4) > 0) continue
      // The room knows at once; whatever the scribe still has on the way is too late.
      for (const hand of this.honest) {
        if (hand.person === made.author && hand.person !== made.speaker) this.exchange(hand)
      }
      this.checked.add(id)
      made.checkedAt = foreignTo(body, made.speaker)
    }
  }
  /** Until nobody has anything left to say. */
  settle(): void {
    for (let rounds = 0, rows = -1; rows !== this.bench.rows.length; rounds++) {
      if (rounds > 50) throw new Error('they never come to rest')
      rows = this.bench.rows.length
      for (const hand of this.honest) this.exchange(hand)
    }
  }
  exchange(hand: Hand): void {
    this.bench.keep()
    this.act(hand, () => {})
    hand.hello()
    this.bench.keep()
  }
}

/** The letters in a body that are not its speaker's. */
function foreignTo(body: Y.XmlFragment, speaker: PersonId | null): string {
  const own = speaker === null ? '' : (letters.get(speaker) ?? '')
  return [...body.toString().replaceAll(/<[^>]*>/g, '')]
    .filter(letter => letter !== own)
    .sort()
    .join('')
}

const stateOf = (doc: Y.Doc): unknown => [notesOf(doc).toString(), entriesOf(doc).toJSON(), Y.encodeStateVector(doc)]

describe('[S6] whoever writes whatever', () => {
  test.each(Array.from({ length: 8 }, (_, i) => i + 1))('seed %i: nobody’s voice holds another’s words', seed => {
    const story = new Story(seed)
    for (let step = 0; step < 250; step++) {
      const what = story.chance.below(20)
      if (what < 12) story.write(story.pick(story.honest))
      else if (what < 15) story.attack(story.pick([elena, sam]))
      else if (what < 18) story.bench.keep()
      else story.check()
    }
    story.settle()

    const doc = story.bench.book.doc()
    expect(story.honest.map(hand => hand.closed)).toEqual([null, null, null])
    for (const [id, made] of story.made) {
      const entry = entriesOf(doc).get(id) as Y.Map<unknown>
      expect([entry.get('kind'), entry.get('speaker'), entry.get('author')]).toEqual([
        made.kind,
        made.speaker,
        made.author,
      ])
      if (made.kind !== 'voice') continue
      const strangers = foreignTo(entry.get('body') as Y.XmlFragment, made.speaker)
      const scribe = letters.get(made.author) ?? ''
      expect(strangers.replaceAll(scribe, '')).toBe('')
      // After the check nothing of anybody else has come in; the speaker may have taken some of it out.
      if (made.checkedAt !== null) expect(strangers.length).toBeLessThanOrEqual(made.checkedAt.length)
    }
    for (const hand of story.honest) {
      expect(stateOf(hand.replica.doc)).toEqual(stateOf(doc))
    }
    const fresh = openBench({ rows: story.bench.rows })
    expect(stateOf(fresh.book.doc())).toEqual(stateOf(doc))
    const late = fresh.join(maria)
    late.send(haveFrame(new Uint8Array([0])))
    expect(stateOf(late.replica.doc)).toEqual(stateOf(doc))
    // A run in which nothing happened has shown nothing.
    expect(story.made.size).toBeGreaterThan(5)
    expect(story.refused).toBeGreaterThan(story.attacks / 3)
  })
})
