import type { Extensions } from '@tiptap/core'
import { Placeholder } from '@tiptap/extensions'
import { useEditor } from '@tiptap/react'
import type { Editor } from '@tiptap/react'
import { useEffect, useRef } from 'react'
import css from './editor.module.css'
import { cleanText, pasteLimit } from './paste.ts'
import { writingTogether } from './together.ts'
import type { Together } from './together.ts'

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
  const { fragment, awareness, writes, label, extensions } = given
  const latest = useRef(given)
  latest.current = given
  const editor = useEditor(
    {
      immediatelyRender: false,
      shouldRerenderOnTransaction: false,
      editable: writes,
      extensions: [
        ...extensions,
        // Names are asked at each drawing: somebody may come into the room after this editor was made.
        ...writingTogether({ ...given, nameOf: person => latest.current.nameOf(person) }),
        Placeholder.configure({ placeholder: () => latest.current.placeholder }),
      ],
      editorProps: {
        attributes: attributesOf(given),
        transformPastedText: cleanText,
        // A whole document pasted as form is taken as its plain words.
        handlePaste: (view, event) => {
          const html = event.clipboardData?.getData('text/html') ?? ''
          const text = event.clipboardData?.getData('text/plain') ?? ''
          if (html === '' || text.length <= pasteLimit) return false
          view.pasteText(cleanText(text), event)
          return true
        },
        handleScrollToSelection: view => !view.hasFocus(),
      },
    },
    [fragment, awareness],
  )
  useEffect(() => {
    if (!editor || editor.isDestroyed) return
    // No update is emitted: nothing was written.
    editor.setEditable(writes, false)
    editor.setOptions({ editorProps: { ...editor.options.editorProps, attributes: attributesOf(latest.current) } })
  }, [editor, writes, label])
  return editor
}

function attributesOf({ label, writes, tall }: WordsGiven): Record<string, string> {
  const looks = [css.words, writes ? css.writable : '', tall ? css.tall : ''].filter(Boolean).join(' ')
  const role = writes ? { role: 'textbox', 'aria-multiline': 'true' } : { role: 'document' }
  return { class: looks, 'aria-label': label, ...role, ...(!writes && { tabindex: '-1' }) }
}
