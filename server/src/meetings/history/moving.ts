import * as Y from 'yjs'
import { fatesOf } from './ledger.ts'
import type { Deed, Fate, Ledger, Origin } from './ledger.ts'
import { after, before, fragmentOf } from './tree.ts'

/**
 * Whose letters are they? A new line in the middle of a sentence, joining two lines, or making a list takes letters away
 * and puts the same ones down again in the same breath: for Yjs they are new, and of whoever pressed the key. And when
 * somebody brings back what was taken, or undoes it, these are still the words of who wrote them. So letters that are put
 * down between the same neighbours, the same and in the same order, keep their writer. Nobody can be given words so:
 * only letters that they themselves wrote, at the place where they wrote them.
 */
export function keepWriters(given: {
  readonly ledger: Ledger
  readonly added: readonly Y.Item[]
  readonly deed: Deed
  readonly tookAny: boolean
}): void {
  const { ledger, deed, tookAny } = given
  const fresh = new Set(given.added.filter(item => item.content instanceof Y.ContentString && !item.deleted))
  const letters = [...fresh].reduce((sum, item) => sum + item.length, 0)
  if (letters === 0 || (!tookAny && letters < shortestBack)) return
  const seen = new Set<Y.Item>()
  for (const item of fresh) {
    if (seen.has(item)) continue
    const gap = gapAround(item, fresh)
    for (const one of gap?.put ?? []) seen.add(one)
    if (gap) giveBack(ledger, deed, { put: lettersOf(ledger, gap.put), gone: lettersOf(ledger, gap.gone) })
  }
}

/** Fewer letters may come to stand where they stood by chance. */
const shortestBack = 3
/** So many in a row are known again when only a part of what was gone comes back. */
const longPart = 20
/** So much is looked at around a change; beyond it, letters belong to who put them down. */
const farthest = 5000

interface Gap {
  readonly put: readonly Y.Item[]
  readonly gone: readonly Y.Item[]
}

/** What is new and what is gone between two letters that stand. */
function gapAround(item: Y.Item, fresh: ReadonlySet<Y.Item>): Gap | null {
  const fragment = fragmentOf(item)
  if (!fragment) return null
  const stands = (at: Y.Item) => at.content instanceof Y.ContentString && !at.deleted && !fresh.has(at)
  let first = item
  let steps = 0
  for (let at = before(fragment, item); at && !stands(at); at = before(fragment, at)) {
    first = at
    if (++steps > farthest) return null
  }
  const put: Y.Item[] = []
  const gone: Y.Item[] = []
  for (let at: Y.Item | null = first; at && !stands(at); at = after(fragment, at)) {
    if (++steps > 2 * farthest) return null
    if (!(at.content instanceof Y.ContentString)) continue
    if (fresh.has(at)) put.push(at)
    else if (at.deleted) gone.push(at)
  }
  return { put, gone }
}

interface Letter {
  readonly char: string
  readonly client: number
  readonly clock: number
  readonly fate: Fate
}

function lettersOf(ledger: Ledger, items: readonly Y.Item[]): Letter[] {
  return items.flatMap(item => {
    const { client, clock } = item.id
    const { str } = item.content as Y.ContentString
    return fatesOf(ledger, { client, clock, length: item.length }).flatMap(fate =>
      Array.from({ length: fate.length }, (_, i) => ({
        char: str[fate.clock - clock + i] ?? '',
        client,
        clock: fate.clock + i,
        fate,
      })),
    )
  })
}

const text = (letters: readonly Letter[]): string => letters.map(({ char }) => char).join('')

function giveBack(ledger: Ledger, deed: Deed, gap: { put: readonly Letter[]; gone: readonly Letter[] }): void {
  const { put } = gap
  const free = gap.gone.filter(({ fate }) => !fate.passed && fate.origin.put.seq < deed.seq)
  const now = free.filter(({ fate }) => fate.taken?.seq === deed.seq)
  const before = free.filter(({ fate }) => fate.taken?.seq !== deed.seq)
  const said = text(put)
  if (text(now) !== said && said.length >= shortestBack) {
    for (const seq of new Set(before.map(({ fate }) => fate.taken?.seq ?? 0).toSorted((a, b) => b - a))) {
      const stood = before.filter(({ fate }) => fate.origin.put.seq < seq && (fate.taken?.seq ?? 0) >= seq)
      const at = said.length >= longPart ? text(stood).indexOf(said) : text(stood) === said ? 0 : -1
      if (at === -1) continue
      inherit(ledger, deed, { heirs: put, from: stood.slice(at, at + said.length), back: deed })
      return
    }
  }
  const start = sameStart(text(now), said)
  const end = sameEnd(text(now).slice(start), said.slice(start))
  inherit(ledger, deed, { heirs: put.slice(0, start), from: now.slice(0, start), back: null })
  if (end > 0) inherit(ledger, deed, { heirs: put.slice(-end), from: now.slice(-end), back: null })
}

function inherit(
  ledger: Ledger,
  put: Deed,
  given: { readonly heirs: readonly Letter[]; readonly from: readonly Letter[]; readonly back: Deed | null },
): void {
  for (let i = 0; i < given.heirs.length; ) {
    const [heir, source] = [given.heirs[i], given.from[i]]
    if (!heir || !source) return
    // As many as go together from one place to another.
    let n = 1
    while (together(heir, given.heirs[i + n], n) && together(source, given.from[i + n], n)) n++
    const { origin } = source.fate
    const kept: Origin = {
      by: origin.by,
      put,
      back: given.back ?? origin.back,
      root: { client: origin.root.client, shift: source.clock + origin.root.shift - heir.clock },
    }
    ledger.origins.put(heir.client, heir.clock, heir.clock + n, kept)
    ledger.passed.put(source.client, source.clock, source.clock + n, true)
    i += n
  }
}

const together = (first: Letter, other: Letter | undefined, n: number): boolean =>
  other?.client === first.client && other.clock === first.clock + n && other.fate.origin === first.fate.origin

const isHigh = (char: string | undefined): boolean => char !== undefined && char >= '\ud800' && char <= '\udbff'

/** How many letters two texts begin with alike. A sign of two halves is not cut in two. */
function sameStart(a: string, b: string): number {
  let n = 0
  while (n < a.length && n < b.length && a[n] === b[n]) n++
  return isHigh(a[n - 1]) ? n - 1 : n
}

function sameEnd(a: string, b: string): number {
  let n = 0
  while (n < a.length && n < b.length && a[a.length - 1 - n] === b[b.length - 1 - n]) n++
  return isHigh(a[a.length - n - 1]) && n > 0 ? n - 1 : n
}
