import { Editor } from '@tiptap/core'
import type { Extensions } from '@tiptap/core'
import { Placeholder } from '@tiptap/extensions/placeholder'
import type { RefObject } from 'react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
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

/**
 * One editor on one fragment, in the place of the given element. React makes it and lets it go; between the two it
 * draws nothing, and letters never pass through it.
 */
export function useWords(place: RefObject<HTMLElement | null>, given: WordsGiven): Editor | null {
  const { fragment, awareness, writes, label, tall } = given
  const latest = useRef(given)
  latest.current = given
  const [editor, setEditor] = useState<Editor | null>(null)

  // Before the first paint: words that were there a moment ago do not blink.
  useLayoutEffect(() => {
    const now = latest.current
    const made = new Editor({
      element: place.current,
      editable: now.writes,
      extensions: [
        ...now.extensions,
        // Names are asked at each drawing: somebody may come into the room after this editor was made.
        ...writingTogether({ ...now, fragment, awareness, nameOf: person => latest.current.nameOf(person) }),
        Placeholder.configure({ placeholder: () => latest.current.placeholder }),
      ],
      editorProps: {
        attributes: () => attributesOf(latest.current),
        transformPastedText: cleanText,
        // More than a conversation holds is taken as its plain words, and only the beginning of them.
        handlePaste: (view, event) => {
          const text = event.clipboardData?.getData('text/plain') ?? ''
          if (text.length <= pasteLimit) return false
          view.pasteText(cleanText(text), event)
          return true
        },
        // What others write never moves the page under one's eyes.
        handleScrollToSelection: view => !view.hasFocus(),
      },
    })
    setEditor(made)
    return () => {
      setEditor(null)
      made.destroy()
    }
  }, [place, fragment, awareness])

  useEffect(() => {
    // Also draws the attributes anew. No update is emitted: nothing was written.
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
