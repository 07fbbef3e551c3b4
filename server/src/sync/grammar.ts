import { allowedMarks, bodyNodes, notesNodes } from '@polyphony/shared/notebook/schema'
import * as Y from 'yjs'
import type { Container, Type } from './paths.ts'
import { nodeOf } from './paths.ts'

/**
 * What may stand inside what. An editor that meets a node its schema does not allow takes the whole parent out, with
 * everybody's words in it; so such a node is refused before anybody meets it.
 */
const blocks = ['paragraph', 'bulletList', 'orderedList']
const inside: Readonly<Record<string, readonly string[]>> = {
  fragment: blocks,
  paragraph: ['text', 'hardBreak'],
  bulletList: ['listItem'],
  orderedList: ['listItem'],
  listItem: blocks,
}
const attributes: Readonly<Record<string, readonly string[]>> = { orderedList: ['start', 'type'] }
/** A list in a list in a list … : more than anybody writes, less than hurts. */
const deepest = 24

type Written = Extract<Container, { region: 'notes' | 'body' }>

/** May this content stand there? sub: the attribute it is the value of. */
export function mayStand(container: Written, content: Y.Item['content'], sub: string | null): boolean {
  // What its own writer has taken away again before anybody saw it.
  if (content instanceof Y.ContentDeleted) return true
  if (sub !== null) return (attributes[container.node]?.includes(sub) ?? false) && isPlainValue(content)
  if (container.node === 'text') return content instanceof Y.ContentString || isMark(content)
  if (!(content instanceof Y.ContentType) || container.depth >= deepest) return false
  const node = nodeOf(content.type as Type)
  if (node === null || !inside[container.node]?.includes(node)) return false
  return node === 'text' || (container.region === 'notes' ? notesNodes : bodyNodes).includes(node)
}

function isMark(content: Y.Item['content']): boolean {
  if (!(content instanceof Y.ContentFormat) || !allowedMarks.includes(content.key)) return false
  const value: unknown = content.value
  return value === null || value === true || (isObject(value) && Object.keys(value).length === 0)
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

function isPlainValue(content: Y.Item['content']): boolean {
  if (!(content instanceof Y.ContentAny) || content.arr.length !== 1) return false
  const value: unknown = content.arr[0]
  return value === null || typeof value === 'number' || (typeof value === 'string' && value.length <= 40)
}
