import type { Schema } from '@tiptap/pm/model'
import { EditorState } from '@tiptap/pm/state'
import type { Plugin } from '@tiptap/pm/state'
import { EditorView } from '@tiptap/pm/view'
import { ySyncPluginKey } from '@tiptap/y-tiptap'
import type { RefObject } from 'react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import css from './editor.module.css'
import { cleanText, pasteLimit } from './paste.ts'
import { placeholder } from './placeholder.ts'
import { writingTogether } from './together.ts'
import type { Together } from './together.ts'

export interface WordsGiven extends Together {
  readonly schema: Schema
  readonly plugins: readonly Plugin[]
  /** "Reflection by Sam": what a screen reader says of this box. */
  readonly label: string
  readonly placeholder: string
  readonly writes: boolean
  readonly tall?: boolean
  /** After every transaction. */
  readonly onChange?: () => void
}

/**
 * One editor on one fragment, in the place of the given element. React makes it and lets it go; between the two it
 * draws nothing, and letters never pass through it.
 */
export function useWords(place: RefObject<HTMLElement | null>, given: WordsGiven): EditorView | null {
  const { fragment, awareness, writes, label, tall } = given
  const latest = useRef(given)
  latest.current = given
  const [editor, setEditor] = useState<EditorView | null>(null)

  // Before the first paint: words that were there a moment ago do not blink.
  useLayoutEffect(() => {
    const now = latest.current
    let ofOthers = false
    const plugins = [
      // Names are asked at each drawing: somebody may come into the room after this editor was made.
      ...writingTogether({ ...now, fragment, awareness, nameOf: person => latest.current.nameOf(person) }),
      placeholder(() => latest.current.placeholder),
      ...now.plugins,
    ]
    const view = new EditorView(place.current, {
      state: EditorState.create({ schema: now.schema, plugins }),
      editable: () => latest.current.writes,
      attributes: () => attributesOf(latest.current),
      // The words of the others come in while the view is still being made: hence `this`.
      dispatchTransaction(this: EditorView, transaction) {
        if (this.isDestroyed) return
        ofOthers = transaction.getMeta(ySyncPluginKey)?.isChangeOrigin === true
        this.updateState(this.state.apply(transaction))
        ofOthers = false
        latest.current.onChange?.()
      },
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
      handleScrollToSelection: view => ofOthers || !view.hasFocus(),
    })
    setEditor(view)
    return () => {
      setEditor(null)
      view.destroy()
    }
  }, [place, fragment, awareness])

  // Asks anew for what is editable and how it is called. Nothing is written by it.
  useEffect(() => {
    if (editor && !editor.isDestroyed) editor.setProps({})
  }, [editor, writes, label, tall])
  return editor
}

function attributesOf({ label, writes, tall }: WordsGiven): Record<string, string> {
  const looks = [css.words, writes ? css.writable : '', tall ? css.tall : ''].filter(Boolean).join(' ')
  return writes
    ? { class: looks, 'aria-label': label, role: 'textbox', 'aria-multiline': 'true' }
    : { class: looks, 'aria-label': label, role: 'group', tabindex: '-1' }
}
