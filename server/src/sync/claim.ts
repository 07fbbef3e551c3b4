import type { PersonId } from '@polyphony/shared/domain/ids'
import type { EntryKind } from '@polyphony/shared/domain/meeting'
import type { Making } from '@polyphony/shared/notebook/authority'
import { mayWrite } from '@polyphony/shared/notebook/authority'
import { changeable, isFieldValue, setOnce } from '@polyphony/shared/notebook/schema'
import * as Y from 'yjs'
import { mayStand } from './grammar.ts'
import type { Container, Entry, Type } from './paths.ts'
import type { Spot } from './resolving.ts'
import type { Struct } from './update.ts'
import type { Sender } from './verdict.ts'

/** What an update wants to do, gathered while it is read and judged at its end by the one table of authority. */
export interface Claim {
  add(struct: Struct, spot: Spot): void
  /** A new struct that the same update takes away again. */
  takenBack(struct: Struct): void
  /** Something that stands, and is taken away. */
  takes(container: Container, sub: string | null): 'asked' | 'refused'
  judge(sender: Sender): 'not-allowed' | 'not-in-the-schema' | null
}

interface Field {
  readonly entry: Entry
  readonly name: string
  /** What it is set to; more than one only when it was set again before anybody heard of it. */
  readonly items: Y.Item[]
}

export function createClaim(): Claim {
  let notes = false
  let wrong: 'not-allowed' | 'not-in-the-schema' | null = null
  /** Entries whose bodies are written in. */
  let bodies: Set<Entry> | null = null
  let made: Set<string> | null = null
  let fields: Map<string, Field> | null = null
  let gone: Set<Struct> | null = null

  const writes = (container: Container): void => {
    if (container.region === 'notes') notes = true
    else if (container.region === 'body') {
      bodies ??= new Set()
      bodies.add(container.entry)
    } else wrong ??= 'not-allowed'
  }
  const field = (entry: Entry, name: string): Field => {
    fields ??= new Map()
    const key = `${entry.id} ${name}`
    const before = fields.get(key)
    if (before) return before
    const fresh: Field = { entry, name, items: [] }
    fields.set(key, fresh)
    return fresh
  }
  const makes = (item: Y.Item, spot: Exclude<Spot, 'gone'>): void => {
    const type = item.content instanceof Y.ContentType ? (item.content.type as Type) : null
    const stands = (spot.parent as unknown as Y.Map<unknown>)._map.has(spot.sub ?? '')
    // An entry is never put in the place of another: that would take away everybody's words in it.
    made ??= new Set()
    if (type === null || stands || spot.sub === null || made.has(spot.sub)) wrong ??= 'not-allowed'
    else made.add(spot.sub)
  }

  return {
    add: (struct, spot) => {
      if (spot === 'gone' || !(struct instanceof Y.Item)) return
      const { container, sub } = spot
      switch (container.region) {
        case 'notes':
        case 'body':
          writes(container)
          if (!mayStand(container, struct.content, sub)) wrong ??= 'not-in-the-schema'
          return
        case 'entries':
          return makes(struct, spot)
        case 'entry':
          if (sub === null) wrong ??= 'not-in-the-schema'
          else field(container.entry, sub).items.push(struct)
          return
        case 'nowhere':
          wrong ??= 'not-in-the-schema'
      }
    },
    takenBack: struct => {
      gone ??= new Set()
      gone.add(struct)
    },
    takes: (container, sub) => {
      if (container.region === 'entry' && sub !== null) {
        field(container.entry, sub)
        return 'asked'
      }
      if (container.region !== 'notes' && container.region !== 'body') return 'refused'
      writes(container)
      return 'asked'
    },
    judge: sender => {
      if (wrong) return wrong
      const { hand } = sender
      const live = (item: Y.Item) => !(item.content instanceof Y.ContentDeleted) && !gone?.has(item)
      const making = made && fields ? gatherMakings(fields) : none
      for (const id of made ?? []) {
        const found = making.get(id)
        if (!found) return 'not-in-the-schema'
        if (!mayWrite(hand, { at: 'new-entry', made: found })) return 'not-allowed'
      }
      const standing = (entry: Entry) => {
        const as = entry.fresh ? making.get(entry.id) : entry.made
        return as ? { ...as, checked: sender.checked.has(entry.id) } : null
      }
      for (const entry of bodies ?? []) {
        const stands = standing(entry)
        if (!stands || !mayWrite(hand, { at: 'body', entry: stands })) return 'not-allowed'
      }
      for (const it of fields?.values() ?? []) {
        if (it.entry.fresh) {
          if (!isWell(it, live)) return 'not-in-the-schema'
          continue
        }
        const stands = standing(it.entry)
        if (!stands || !mayWrite(hand, { at: 'field', entry: stands, field: it.name })) return 'not-allowed'
        if (!isWell(it, live)) return 'not-in-the-schema'
      }
      return notes && !mayWrite(hand, { at: 'notes' }) ? 'not-allowed' : null
    },
  }
}
const none: ReadonlyMap<string, Making> = new Map()

/** What the new entries of an update are made with; those that lack something are not among them. */
function gatherMakings(fields: ReadonlyMap<string, Field>): Map<string, Making> {
  const values = new Map<string, Map<string, unknown>>()
  for (const { entry, name, items } of fields.values()) {
    if (!entry.fresh) continue
    const of = values.get(entry.id) ?? new Map<string, unknown>()
    values.set(entry.id, of.set(name, plainValue(items[items.length - 1])))
  }
  const makings = new Map<string, Making>()
  for (const [id, of] of values) {
    if (![...setOnce, ...changeable].every(name => of.has(name))) continue
    makings.set(id, {
      kind: of.get('kind') as EntryKind,
      speaker: of.get('speaker') as PersonId | null,
      author: of.get('author') as PersonId,
    })
  }
  return makings
}

function plainValue(item: Y.Item | undefined): unknown {
  return item?.content instanceof Y.ContentAny && item.content.arr.length === 1 ? item.content.arr[0] : undefined
}

/** Is a field left with a value of its kind? What is set once is set once. */
function isWell({ entry, name, items }: Field, live: (item: Y.Item) => boolean): boolean {
  const standing = items.filter(live)
  // Set by two at once: one of them comes home with a value that was overtaken while they were away.
  if (!entry.fresh) return standing.every(item => isFieldValue(name, plainValue(item)))
  const [value] = standing
  if (standing.length !== 1 || !value) return false
  if ((setOnce as readonly string[]).includes(name) && items.length !== 1) return false
  if (name === 'body') {
    return value.content instanceof Y.ContentType && (value.content.type as Type).constructor === Y.XmlFragment
  }
  return isFieldValue(name, plainValue(value))
}
