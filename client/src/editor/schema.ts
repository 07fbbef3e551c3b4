import { Schema } from '@tiptap/pm/model'
import type { MarkSpec, NodeSpec } from '@tiptap/pm/model'

/**
 * What may stand in words (shared/notebook/schema). An editor knows all of it, also what it does not offer to make:
 * what a ProseMirror schema does not know, it deletes from the shared document, for everyone.
 */
const doc: NodeSpec = { content: 'block+' }
const text: NodeSpec = { group: 'inline' }
const paragraph: NodeSpec = {
  group: 'block',
  content: 'inline*',
  parseDOM: [{ tag: 'p' }],
  toDOM: () => ['p', 0],
}
const hardBreak: NodeSpec = {
  group: 'inline',
  inline: true,
  selectable: false,
  linebreakReplacement: true,
  parseDOM: [{ tag: 'br' }],
  toDOM: () => ['br'],
  leafText: () => '\n',
}
const list = (tag: 'ul' | 'ol'): NodeSpec => ({
  group: 'block list',
  content: 'listItem+',
  parseDOM: [{ tag }],
  toDOM: () => [tag, 0],
})
const listItem: NodeSpec = {
  content: 'paragraph list*',
  defining: true,
  parseDOM: [{ tag: 'li' }],
  toDOM: () => ['li', 0],
}

const marks: Record<'bold' | 'italic', MarkSpec> = {
  bold: {
    parseDOM: [{ tag: 'strong' }, { tag: 'b' }, { style: 'font-weight=bold' }],
    toDOM: () => ['strong', 0],
  },
  italic: { parseDOM: [{ tag: 'em' }, { tag: 'i' }, { style: 'font-style=italic' }], toDOM: () => ['em', 0] },
}

/** The body of an entry. */
export const bodySchema = new Schema({ nodes: { doc, paragraph, hardBreak, text }, marks })

/** The running notes: lists too. */
export const notesSchema = new Schema({
  nodes: { doc, paragraph, hardBreak, bulletList: list('ul'), orderedList: list('ol'), listItem, text },
  marks,
})
