import { EditorContent, useEditorState } from '@tiptap/react'
import type { Editor } from '@tiptap/react'
import { Bold, Italic, List, ListOrdered } from 'lucide-react'
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
  const editor = useWords({
    ...together,
    writes,
    extensions: notesWords,
    label: say.label,
    placeholder: say.placeholder,
    tall: true,
  })
  return (
    <div>
      {writes && editor && <Tools editor={editor} say={say} />}
      <div className={css.box} data-editor tabIndex={-1}>
        <EditorContent editor={editor} />
      </div>
    </div>
  )
}

function Tools({ editor, say }: { readonly editor: Editor; readonly say: NotesSay }) {
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      bold: now.isActive('bold'),
      italic: now.isActive('italic'),
      bullets: now.isActive('bulletList'),
      numbers: now.isActive('orderedList'),
    }),
  })
  const write = () => editor.chain().focus()
  const tools = [
    { say: say.bold, icon: Bold, on: on.bold, act: () => write().toggleBold().run() },
    { say: say.italic, icon: Italic, on: on.italic, act: () => write().toggleItalic().run() },
    { say: say.bullets, icon: List, on: on.bullets, act: () => write().toggleBulletList().run() },
    { say: say.numbers, icon: ListOrdered, on: on.numbers, act: () => write().toggleOrderedList().run() },
  ]
  return (
    <div className={css.tools} role="toolbar" aria-label={say.tools}>
      {tools.map(tool => (
        <button
          key={tool.say}
          type="button"
          className={css.tool}
          aria-pressed={tool.on}
          aria-label={tool.say}
          title={tool.say}
          // The selection stays where it is.
          onMouseDown={event => event.preventDefault()}
          onClick={tool.act}
        >
          <tool.icon aria-hidden="true" />
        </button>
      ))}
    </div>
  )
}
