import { baseKeymap, chainCommands, toggleMark } from '@tiptap/pm/commands'
import { inputRules, wrappingInputRule } from '@tiptap/pm/inputrules'
import { keymap } from '@tiptap/pm/keymap'
import type { NodeType } from '@tiptap/pm/model'
import { liftListItem, splitListItem, wrapInList } from '@tiptap/pm/schema-list'
import type { Command, EditorState, Plugin } from '@tiptap/pm/state'
import { redo, undo } from '@tiptap/y-tiptap'

export type Form = 'bold' | 'italic' | 'bulletList' | 'orderedList'

export const toggle =
  (form: Form): Command =>
  (state, dispatch, view) => {
    const { marks, nodes } = state.schema
    const mark = marks[form]
    if (mark) return toggleMark(mark)(state, dispatch, view)
    const list = nodes[form]
    const item = nodes.listItem
    if (!list || !item) return false
    const around = listAround(state)
    if (!around) return wrapInList(list)(state, dispatch, view)
    if (around.type === list) return liftListItem(item)(state, dispatch, view)
    dispatch?.(state.tr.setNodeMarkup(around.at, list))
    return true
  }

export function isOn(state: EditorState, form: Form): boolean {
  const mark = state.schema.marks[form]
  if (!mark) return listAround(state)?.type.name === form
  const { empty, $from, from, to } = state.selection
  if (empty) return mark.isInSet(state.storedMarks ?? $from.marks()) !== undefined
  return state.doc.rangeHasMark(from, to, mark)
}

function listAround(state: EditorState): { type: NodeType; at: number } | null {
  const { $from } = state.selection
  for (let depth = $from.depth; depth > 0; depth--) {
    const { type } = $from.node(depth)
    if (type.name === 'bulletList' || type.name === 'orderedList') return { type, at: $from.before(depth) }
  }
  return null
}

const lineBreak: Command = (state, dispatch) => {
  const { hardBreak } = state.schema.nodes
  if (!hardBreak) return false
  dispatch?.(state.tr.replaceSelectionWith(hardBreak.create()).scrollIntoView())
  return true
}

/**
 * What the keys do. Undo takes back only what this editor's own hand wrote: Yjs follows the origin. Tab is not among
 * them: it goes to the next thing on the page from anywhere, so that nobody is caught in an editor (WCAG 2.1.2).
 */
export function keys({ notes }: { readonly notes: boolean }): Plugin[] {
  const enter: Command = (state, dispatch, view) => {
    const { listItem } = state.schema.nodes
    return listItem ? splitListItem(listItem)(state, dispatch, view) : false
  }
  const own = keymap({
    'Mod-z': (state: EditorState) => undo(state) ?? false,
    'Mod-y': (state: EditorState) => redo(state) ?? false,
    'Shift-Mod-z': (state: EditorState) => redo(state) ?? false,
    'Mod-b': toggle('bold'),
    'Mod-i': toggle('italic'),
    'Shift-Enter': lineBreak,
    // A second, certain way out for those who expect one: the caret is put down, Tab goes on from there.
    Escape: (_state, _dispatch, view) => {
      const around = view?.dom.closest<HTMLElement>('[data-editor]')
      view?.dom.blur()
      around?.focus()
      return true
    },
    ...(notes && { Enter: chainCommands(enter, baseKeymap.Enter ?? (() => false)) }),
  })
  return [own, keymap(baseKeymap)]
}

/** "- " and "1. " at the beginning of a line begin a list. */
export function listRules(lists: { readonly bullet: NodeType; readonly numbered: NodeType }): Plugin {
  return inputRules({
    rules: [wrappingInputRule(/^\s*[-*]\s$/, lists.bullet), wrappingInputRule(/^\s*1\.\s$/, lists.numbered)],
  })
}
