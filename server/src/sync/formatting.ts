import * as Y from 'yjs'

/**
 * Does a text look the same to a reader without these formatting items? Every Yjs client tidies away formatting that has
 * no effect after it heard from others, in anybody's text, and tells so. That is no one's writing, and harmless as long as
 * nothing looks different.
 */
export function looksTheSame(text: Y.AbstractType<unknown>, without: (item: Y.Item) => boolean): boolean {
  const before = new Map<string, string>()
  const after = new Map<string, string>()
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted) continue
    if (item.content instanceof Y.ContentFormat) {
      set(before, item.content)
      if (!without(item)) set(after, item.content)
    } else if (item.countable && !sameMarks(before, after)) return false
  }
  return true
}

function set(marks: Map<string, string>, format: Y.ContentFormat): void {
  const value: unknown = format.value
  if (value === null) marks.delete(format.key)
  else marks.set(format.key, JSON.stringify(value))
}

const sameMarks = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean =>
  a.size === b.size && [...a].every(([key, value]) => b.get(key) === value)
