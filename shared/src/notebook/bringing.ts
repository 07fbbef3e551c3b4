import * as Y from 'yjs'
import type { Block, Passage, Run } from '../domain/record.ts'
import { readNodes } from './read.ts'

/**
 * Makes a fragment read as this passage, with as little change as it takes: lines that are the same are not touched, so
 * that whoever stands in them stays there and their words stay theirs. It is an edit like any other, by whoever makes it.
 */
export function putWords(fragment: Y.XmlFragment, passage: Passage): void {
  const wanted = topLevel(passage.length > 0 ? passage : [{ is: 'paragraph', depth: 0, runs: [] }])
  const now = fragment.toArray().map(node => JSON.stringify(joined(readNodes([node]))))
  const then = wanted.map(blocks => JSON.stringify(joined(blocks)))
  let start = 0
  while (start < now.length && start < then.length && now[start] === then[start]) start++
  let end = 0
  while (end < now.length - start && end < then.length - start && now.at(-1 - end) === then.at(-1 - end)) end++

  const [old, fresh] = [now.length - start - end, wanted.slice(start, then.length - end)]
  let done = 0
  while (done < old && done < fresh.length && changeLine(fragment.get(start + done), fresh[done] ?? [])) done++
  if (old > done) fragment.delete(start + done, old - done)
  const nodes = fresh.slice(done).map(nodeOf)
  if (nodes.length > 0) fragment.insert(start + done, nodes)
}

/** Lines of one list are one node. */
function topLevel(passage: Passage): Block[][] {
  const nodes: Block[][] = []
  for (const block of passage) {
    const last = nodes.at(-1)
    const goesOn = block.is !== 'paragraph' && last?.[0] && last[0].is !== 'paragraph'
    if (goesOn && (block.depth > 0 || last[0]?.is === block.is)) last.push(block)
    else nodes.push([block])
  }
  return nodes
}

/** Runs of one form that stand beside each other are one: how they came to be two says nothing. */
function joined(passage: Passage): Passage {
  return passage.map(block => {
    const runs: Run[] = []
    for (const run of block.runs) {
      const last = runs.at(-1)
      if (last && last.bold === run.bold && last.italic === run.italic) {
        runs[runs.length - 1] = { ...last, text: last.text + run.text }
      } else runs.push(run)
    }
    return { ...block, runs }
  })
}

/** Changes the letters of a line in place. false: it has to be made anew. */
function changeLine(node: unknown, blocks: readonly Block[]): boolean {
  const [block] = joined(blocks)
  if (!block || blocks.length > 1 || block.is !== 'paragraph') return false
  if (!(node instanceof Y.XmlElement) || node.nodeName !== 'paragraph' || node.length > 1) return false
  if (block.runs.some(run => run.text.includes('\n'))) return false
  let text = node.length === 1 ? node.get(0) : null
  if (text === null) {
    text = new Y.XmlText()
    node.insert(0, [text])
  }
  if (!(text instanceof Y.XmlText)) return false
  const before = lettersOf(joined(readNodes([text]))[0]?.runs ?? [])
  const after = lettersOf(block.runs)
  const { start, end } = staying(before, after)
  if (before.length > start + end) text.delete(start, before.length - start - end)
  let at = start
  for (const run of runsOf(after.slice(start, after.length - end))) {
    text.insert(at, run.text, run.form)
    at += run.text.length
  }
  return true
}

interface Letter {
  readonly char: string
  readonly form: 'plain' | 'bold' | 'italic' | 'both'
}

/**
 * How many letters stay at either end: whole words, and most of a line. A line that somebody put in the place of another
 * may begin or end with the same word; kept for that, their name would stand at the words that were brought back.
 */
function staying(before: readonly Letter[], after: readonly Letter[]): { start: number; end: number } {
  const same = (a: Letter | undefined, b: Letter | undefined) => a?.char === b?.char && a?.form === b?.form
  const most = Math.min(before.length, after.length)
  let start = 0
  while (start < most && same(before[start], after[start])) start++
  while (start > 0 && !(parts(before, start) && parts(after, start))) start--
  let end = 0
  while (end < most - start && same(before.at(-1 - end), after.at(-1 - end))) end++
  while (end > 0 && !(parts(before, before.length - end) && parts(after, after.length - end))) end--
  return 2 * (start + end) < most ? { start: 0, end: 0 } : { start, end }
}

/** Does no word go across this place? */
const parts = (letters: readonly Letter[], at: number): boolean =>
  at === 0 || at === letters.length || isSpace(letters[at - 1]) || isSpace(letters[at])
const isSpace = (letter: Letter | undefined): boolean => letter !== undefined && /\s/.test(letter.char)

function lettersOf(runs: readonly Run[]): Letter[] {
  return runs.flatMap(run => {
    const form = run.bold ? (run.italic ? 'both' : 'bold') : run.italic ? 'italic' : 'plain'
    return Array.from({ length: run.text.length }, (_, i) => ({ char: run.text[i] ?? '', form }) as const)
  })
}

/** Every form is said, also that a letter is not bold: it would take the form of its neighbour. */
const forms = {
  plain: { bold: null, italic: null },
  bold: { bold: {}, italic: null },
  italic: { bold: null, italic: {} },
  both: { bold: {}, italic: {} },
} as const

function runsOf(letters: readonly Letter[]): { readonly text: string; readonly form: object }[] {
  const runs: { text: string; of: Letter['form'] }[] = []
  for (const { char, form } of letters) {
    const last = runs.at(-1)
    if (last?.of === form) last.text += char
    else runs.push({ text: char, of: form })
  }
  return runs.map(({ text, of }) => ({ text, form: forms[of] }))
}

function nodeOf(blocks: readonly Block[]): Y.XmlElement {
  const [first] = blocks
  if (!first || first.is === 'paragraph') return paragraphOf(first?.runs ?? [])
  return listOf(blocks, first.depth)
}

/** blocks: of one list, deeper ones inside the line before them. */
function listOf(blocks: readonly Block[], depth: number): Y.XmlElement {
  const list = new Y.XmlElement(blocks[0]?.is === 'numbered' ? 'orderedList' : 'bulletList')
  const items: Y.XmlElement[] = []
  for (let i = 0; i < blocks.length; ) {
    let end = i + 1
    while ((blocks[end]?.depth ?? depth) > depth) end++
    const deeper = blocks.slice(i + 1, end)
    const item = new Y.XmlElement('listItem')
    const inside = deeper.length > 0 ? [listOf(deeper, depth + 1)] : []
    item.insert(0, [paragraphOf(blocks[i]?.runs ?? []), ...inside])
    items.push(item)
    i = end
  }
  list.insert(0, items)
  return list
}

function paragraphOf(runs: readonly Run[]): Y.XmlElement {
  const paragraph = new Y.XmlElement('paragraph')
  const children: (Y.XmlElement | Y.XmlText)[] = []
  let at = 0
  for (const run of runs) {
    for (const [i, part] of run.text.split('\n').entries()) {
      if (i > 0) children.push(new Y.XmlElement('hardBreak'))
      if (part === '') continue
      const last = children.at(-1)
      const text = last instanceof Y.XmlText ? last : new Y.XmlText()
      if (text !== last) {
        children.push(text)
        at = 0
      }
      text.insert(at, part, { ...(run.bold && { bold: {} }), ...(run.italic && { italic: {} }) })
      at += part.length
    }
  }
  if (children.length > 0) paragraph.insert(0, children)
  return paragraph
}
