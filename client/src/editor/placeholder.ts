import { Plugin } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'

/** What stands in an empty box until the first letter. A look only: it is in no document and in nobody's record. */
export function placeholder(text: () => string): Plugin {
  return new Plugin({
    props: {
      decorations: ({ doc }) => {
        const first = doc.firstChild
        if (doc.childCount > 1 || first?.type.name !== 'paragraph' || first.content.size > 0) return null
        const shown = Decoration.node(0, first.nodeSize, { class: 'is-empty', 'data-placeholder': text() })
        return DecorationSet.create(doc, [shown])
      },
    },
  })
}
