import type { Extensions } from '@tiptap/core'
import { Extension, Node } from '@tiptap/core'
import { Bold } from '@tiptap/extension-bold'
import { Document } from '@tiptap/extension-document'
import { Italic } from '@tiptap/extension-italic'
import { BulletList } from '@tiptap/extension-list/bullet-list'
import { ListItem } from '@tiptap/extension-list/item'
import { OrderedList } from '@tiptap/extension-list/ordered-list'
import { Paragraph } from '@tiptap/extension-paragraph'
import { Text } from '@tiptap/extension-text'

/**
 * What may stand in words (shared/notebook/schema). An editor knows all of it, also what it does not offer to make:
 * what a ProseMirror schema does not know, it deletes from the shared document, for everyone.
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

/**
 * Enter begins the next item. Tab is not taken: it goes to the next thing on the page from anywhere, so that nobody is
 * caught in an editor (WCAG 2.1.2).
 */
const Item = ListItem.extend({
  content: 'paragraph list*',
  addKeyboardShortcuts() {
    return { Enter: () => this.editor.commands.splitListItem(this.name) }
  },
})

// A list carries no attribute of its own: the notebook's schema knows none, and the server refuses what it does not know.
const Numbered = OrderedList.extend({ addAttributes: () => ({}) })

/** A second, certain way out for those who expect one: the caret is put down, Tab goes on from there. */
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

/** The body of an entry. */
export const bodyWords: Extensions = [Document, Paragraph, Text, HardBreak, Bold, Italic, PutDown]
/** The running notes: lists too. */
export const notesWords: Extensions = [...bodyWords, BulletList, Numbered, Item]
