import type { Extensions } from '@tiptap/core'
import { Extension } from '@tiptap/core'
import { isChangeOrigin } from '@tiptap/extension-collaboration'
import { Placeholder } from '@tiptap/extensions/placeholder'
import type { Editor } from '@tiptap/react'
import { useEditor } from '@tiptap/react'
import { useEffect, useRef } from 'react'
import css from './editor.module.css'
import { cleanText, pasteLimit } from './paste.ts'
import type { Together } from './together.ts'
import { writingTogether } from './together.ts'

export interface WordsGiven extends Together {
  readonly extensions: Extensions
  /** "Reflection by Sam": what a screen reader says of this box. */
  readonly label: string
  readonly placeholder: string
  readonly writes: boolean
  readonly tall?: boolean
}

/** One editor on one fragment. React draws it once; letters never pass through React. */
export function useWords(given: WordsGiven): Editor | null {
  const { fragment, carets, writes, label, tall, extensions } = given
  const latest = useRef(given)
  latest.current = given
  const ofOthers = useRef(false)
  const editor = useEditor(
    {
      immediatelyRender: false,
      shouldRerenderOnTransaction: false,
      // The strict content policy lets in no style but our own sheets'.
      injectCSS: false,
      editable: writes,
      extensions: [
        ...extensions,
        // Names are asked at each drawing: somebody may come into the room after this editor was made.
        ...writingTogether({ ...given, nameOf: person => latest.current.nameOf(person) }),
        Placeholder.configure({ placeholder: () => latest.current.placeholder }),
        Extension.create({
          name: 'whoseHand',
          dispatchTransaction({ transaction, next }) {
            ofOthers.current = isChangeOrigin(transaction)
            next(transaction)
            ofOthers.current = false
          },
        }),
      ],
      editorProps: {
        attributes: () => attributesOf(latest.current),
        // Pictures, tables, colours and links of other pages find no place in the schema: the plain words come in.
        transformPastedText: cleanText,
        // More than a conversation holds is taken as its plain words, and only the beginning of them.
        handlePaste: (view, event) => {
          const text = event.clipboardData?.getData('text/plain') ?? ''
          if (text.length <= pasteLimit) return false
          view.pasteText(cleanText(text), event)
          return true
        },
        // What others write never moves the page under one's eyes, and measures nothing on it.
        handleScrollToSelection: view => ofOthers.current || !view.hasFocus(),
      },
    },
    [fragment, carets],
  )
  useEffect(() => {
    // Asks anew for what is editable and how it is called. No update is told: nothing was written.
    if (editor && !editor.isDestroyed) editor.setEditable(writes, false)
  }, [editor, writes, label, tall])
  return editor
}

function attributesOf({ label, writes, tall }: WordsGiven): Record<string, string> {
  const looks = [css.words, writes ? css.writable : '', tall ? css.tall : ''].filter(Boolean).join(' ')
  return writes
    ? { class: looks, 'aria-label': label, role: 'textbox', 'aria-multiline': 'true' }
    : { class: looks, 'aria-label': label, role: 'group', tabindex: '-1' }
}
