import type { Editor } from '@tiptap/core'
import { Bold, Italic, List, ListOrdered } from 'lucide-react'
import { useCallback, useRef, useSyncExternalStore } from 'react'
import css from './editor.module.css'
import type { Together } from './together.ts'
import { useWords } from './useWords.ts'
import { notesWords } from './words.ts'

export interface NotesSay {
  readonly label: string
  readonly placeholder: string
  readonly tools: string
  readonly bold: string
  readonly italic: string
  readonly bullets: string
  readonly numbers: string
}

interface NotesProps extends Together {
  readonly writes: boolean
  readonly say: NotesSay
}

/** The running notes: one sheet that everybody writes on. */
export function Notes({ writes, say, ...together }: NotesProps) {
  const { label, placeholder } = say
  const place = useRef<HTMLDivElement>(null)
  const editor = useWords(place, { ...together, writes, extensions: notesWords, label, placeholder, tall: true })
  return (
    <div>
      {writes && editor && <Tools editor={editor} say={say} />}
      <div className={css.box} ref={place} data-editor tabIndex={-1} />
    </div>
  )
}

const tools = [
  { of: 'bold', is: 'bold', icon: Bold, act: (editor: Editor) => editor.chain().focus().toggleBold().run() },
  { of: 'italic', is: 'italic', icon: Italic, act: (editor: Editor) => editor.chain().focus().toggleItalic().run() },
  {
    of: 'bullets',
    is: 'bulletList',
    icon: List,
    act: (editor: Editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    of: 'numbers',
    is: 'orderedList',
    icon: ListOrdered,
    act: (editor: Editor) => editor.chain().focus().toggleOrderedList().run(),
  },
] as const

function Tools({ editor, say }: { readonly editor: Editor; readonly say: NotesSay }) {
  const subscribe = useCallback(
    (then: () => void) => {
      editor.on('transaction', then)
      return () => editor.off('transaction', then)
    },
    [editor],
  )
  // One string, so that a letter that changes nothing here draws nothing here.
  const on = useSyncExternalStore(subscribe, () =>
    tools
      .filter(tool => editor.isActive(tool.is))
      .map(tool => tool.of)
      .join(),
  )
  const active = on.split(',')
  return (
    <div className={css.tools} role="toolbar" aria-label={say.tools}>
      {tools.map(tool => (
        <button
          key={tool.of}
          type="button"
          className={css.tool}
          aria-pressed={active.includes(tool.of)}
          aria-label={say[tool.of]}
          title={say[tool.of]}
          // The selection stays where it is.
          onMouseDown={event => event.preventDefault()}
          onClick={() => tool.act(editor)}
        >
          <tool.icon aria-hidden="true" />
        </button>
      ))}
    </div>
  )
}
