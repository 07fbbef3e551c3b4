import { Extension, Node } from '@tiptap/core'
import type { Extensions } from '@tiptap/core'
import { Bold } from '@tiptap/extension-bold'
import { Document } from '@tiptap/extension-document'
import { Italic } from '@tiptap/extension-italic'
import { BulletList } from '@tiptap/extension-list/bullet-list'
import { ListItem } from '@tiptap/extension-list/item'
import { ListKeymap } from '@tiptap/extension-list/keymap'
import { OrderedList } from '@tiptap/extension-list/ordered-list'
import { Paragraph } from '@tiptap/extension-paragraph'
import { Text } from '@tiptap/extension-text'

/**
 * What may stand in words (shared/notebook/schema). An editor takes everything of the schema in, also what it does not
 * offer to make: what a ProseMirror schema does not know, it deletes from the shared document, for everyone.
 */
const HardBreak = Node.create({
  name: 'hardBreak',
  inline: true,
  group: 'inline',
  selectable: false,
  linebreakReplacement: true,
  parseHTML: () => [{ tag: 'br' }],
  renderHTML: () => ['br'],
  renderText: () => '\n',
  addKeyboardShortcuts() {
    return { 'Shift-Enter': () => this.editor.commands.insertContent({ type: this.name }) }
  },
})

/** Tab goes to the next thing on the page, from anywhere in an editor: nobody is caught in it (WCAG 2.1.2). */
const Item = ListItem.extend({
  addKeyboardShortcuts() {
    return { Enter: () => this.editor.commands.splitListItem(this.name) }
  },
})

/** A second, certain way out for those who expect one: Escape puts the caret down. */
const PutDown = Extension.create({
  name: 'putDown',
  addKeyboardShortcuts() {
    return {
      Escape: ({ editor }) => {
        const around = editor.view.dom.closest<HTMLElement>('[data-editor]')
        editor.commands.blur()
        around?.focus()
        return true
      },
    }
  },
})

const plainWords: Extensions = [Document, Paragraph, Text, HardBreak, Bold, Italic, PutDown]

/** The body of an entry: paragraphs and bold. */
export const bodyWords: Extensions = plainWords
/** The running notes: lists too. */
export const notesWords: Extensions = [...plainWords, BulletList, OrderedList, Item, ListKeymap]
