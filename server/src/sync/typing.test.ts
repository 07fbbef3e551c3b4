import type { PersonId } from '@polyphony/shared/domain/ids'
import { notesOf } from '@polyphony/shared/notebook/schema'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { seeded } from '../testing/seeded.ts'
import type { Desk, Replica } from './desk.testing.ts'
import { newEntryOf, notesText, openDesk, textOf } from './desk.testing.ts'
import { elena, everyone, maria, newEntry, sam } from './people.testing.ts'
import type { Typing } from './typing.ts'
import { createTyping } from './typing.ts'
import type { Sender, Verdict } from './verdict.ts'

const senderOf = (desk: Desk, person: PersonId): Sender => ({
  hand: { person, as: [person], room: everyone, mayWrite: true },
  checked: desk.checked,
})

/** Offers an update both ways; whatever the quick way says must be what the long way says. */
function offerBothWays(desk: Desk, typing: Typing, given: { person: PersonId; update: Uint8Array }) {
  const { person, update } = given
  const quick = typing.admit(senderOf(desk, person), update)
  const long = desk.look(person, update)
  if (quick) expect(plain(quick)).toEqual(plain(long))
  const verdict = desk.offer(person, update)
  if (verdict.is === 'new') typing.learn(quick?.is === 'new' ? quick : verdict)
  return { quick: quick !== null, is: verdict.is }
}
const plain = (verdict: Verdict) =>
  verdict.is === 'new' ? { ...verdict, run: null, binds: [...verdict.binds], update: [...verdict.update] } : verdict

test('[S6] a letter behind the last one is admitted by its bytes: at the end, in the middle, after one was taken back', () => {
  const desk = openDesk()
  const typing = createTyping(desk.clients)
  const { doc, write } = desk.replica()
  const offer = (change: () => void) => offerBothWays(desk, typing, { person: maria, update: write(change) }).quick
  expect(offer(() => notesText(doc).insert(0, 'a'))).toBe(false)
  const text = notesText(doc)
  expect(offer(() => text.insert(1, 'ä'))).toBe(true)
  expect(offer(() => text.insert(2, '🙂'))).toBe(true)
  expect(offer(() => text.delete(2, 2))).toBe(false)
  expect(offer(() => text.insert(2, 'b'))).toBe(true)
  // Somewhere else, and then on from there.
  expect(offer(() => text.insert(1, 'x'))).toBe(true)
  expect(offer(() => text.insert(2, 'y'))).toBe(true)
  expect(notesText(desk.doc).toString()).toBe(text.toString())
})

test('[S6] the quick way is closed to another person, to a checked voice, and to who may not write', () => {
  const desk = openDesk()
  const typing = createTyping(desk.clients)
  const sams = desk.replica()
  const voice = newEntry()
  const send = (update: Uint8Array) => offerBothWays(desk, typing, { person: sam, update })
  send(sams.write(nb => nb.add(newEntryOf({ id: voice, kind: 'voice', speaker: maria, author: sam, text: 'I hear' }))))
  const body = textOf(sams.notebook.body(voice))
  expect(send(sams.write(() => body.insert(6, ' i'))).quick).toBe(false)
  expect(send(sams.write(() => body.insert(8, 't'))).quick).toBe(true)

  const next = sams.write(() => body.insert(9, '!'))
  expect(typing.admit(senderOf(desk, elena), next)).toBe(null)
  expect(desk.look(elena, next).is).toBe('refused')
  const resting = { ...senderOf(desk, sam), hand: { ...senderOf(desk, sam).hand, mayWrite: false } }
  expect(typing.admit(resting, next)).toBe(null)
  desk.checked.add(voice)
  expect(typing.admit(senderOf(desk, sam), next)).toBe(null)
  expect(desk.look(sam, next)).toEqual({ is: 'refused', why: 'not-allowed' })
})

test('[S6] random typing of three people, whole and broken: the quick way never says what the long way does not', () => {
  for (let seed = 1; seed <= 12; seed++) {
    const chance = seeded(seed)
    const desk = openDesk()
    const typing = createTyping(desk.clients)
    const replicas: { person: PersonId; replica: Replica; caret: number }[] = [maria, elena, sam].map(person => ({
      person,
      replica: desk.replica(),
      caret: 0,
    }))
    let quick = 0
    let broken = 0
    for (let step = 0; step < 400; step++) {
      const one = replicas[chance.below(3)]
      if (!one) throw new Error('nobody')
      const { doc, written } = one.replica
      written()
      doc.transact(() => change(one, chance))
      const [update] = written()
      if (!update) continue
      const hostile = update.slice()
      hostile[chance.below(hostile.length)] = chance.below(256)
      for (const person of [one.person, elena]) {
        const verdict = typing.admit(senderOf(desk, person), hostile)
        if (verdict) {
          broken++
          expect(plain(verdict), `seed ${seed}, step ${step}`).toEqual(plain(desk.look(person, hostile)))
        }
      }
      if (offerBothWays(desk, typing, { person: one.person, update }).quick) quick++
      for (const other of replicas) {
        if (other !== one && chance.below(3) === 0)
          Y.applyUpdate(other.replica.doc, Y.encodeStateAsUpdate(desk.doc), 'server')
      }
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(desk.doc), 'server')
    }
    expect(quick).toBeGreaterThan(100)
    expect(broken).toBeGreaterThan(0)
    const copies = replicas.map(({ replica }) => {
      Y.applyUpdate(replica.doc, Y.encodeStateAsUpdate(desk.doc), 'server')
      return notesOf(replica.doc).toString()
    })
    expect(new Set([...copies, notesOf(desk.doc).toString()]).size).toBe(1)
  }
})

/** Mostly the next letter; now and then something else. No editor cuts an emoji in two, and Yjs copies differ after it. */
function change(one: { replica: Replica; caret: number }, chance: ReturnType<typeof seeded>): void {
  const { doc } = one.replica
  const text = notesText(doc)
  const edge = (at: number): number => (isSecondHalf(wordsOf(text), at) ? at - 1 : at)
  const kind = chance.below(20)
  one.caret = edge(Math.min(one.caret, text.length))
  if (kind === 0) one.caret = edge(chance.below(text.length + 1))
  if (kind === 1 && one.caret > 0) {
    const from = edge(one.caret - 1)
    text.delete(from, one.caret - from)
    one.caret = from
  } else if (kind === 2 && text.length > 3) text.format(0, edge(2), { bold: {} })
  else if (kind === 3) notesOf(doc).push([new Y.XmlElement('paragraph')])
  else {
    const letter = ['a', 'ö', '🙂', 'word ', '語'][chance.below(5)] ?? 'a'
    text.insert(one.caret, letter)
    one.caret += letter.length
  }
}

const isSecondHalf = (words: string, at: number): boolean => /^[\uDC00-\uDFFF]/.test(words.slice(at))
const wordsOf = (text: Y.XmlText): string =>
  text
    .toDelta()
    .map(({ insert }: { insert: string }) => insert)
    .join('')
