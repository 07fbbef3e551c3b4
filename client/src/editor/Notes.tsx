import type { Editor } from '@tiptap/react'
import { EditorContent, useEditorState } from '@tiptap/react'
import { Bold, Italic, List, ListOrdered } from 'lucide-react'
import css from './editor.module.css'
import type { Together } from './together.ts'
import { useWords } from './useWords.ts'
import { notesWords } from './words.ts'

type Form = 'bold' | 'italic' | 'bulletList' | 'orderedList'

export interface NotesSay extends Readonly<Record<Form, string>> {
  readonly label: string
  readonly placeholder: string
  readonly tools: string
}

interface NotesProps extends Together {
  readonly writes: boolean
  readonly say: NotesSay
}

const tools = [
  { form: 'bold', icon: Bold, act: (editor: Editor) => editor.chain().focus().toggleBold().run() },
  { form: 'italic', icon: Italic, act: (editor: Editor) => editor.chain().focus().toggleItalic().run() },
  { form: 'bulletList', icon: List, act: (editor: Editor) => editor.chain().focus().toggleBulletList().run() },
  { form: 'orderedList', icon: ListOrdered, act: (editor: Editor) => editor.chain().focus().toggleOrderedList().run() },
] as const

/** The running notes: one sheet that everybody writes on. */
export function Notes({ writes, say, ...together }: NotesProps) {
  const { label, placeholder } = say
  const editor = useWords({ ...together, writes, extensions: notesWords, label, placeholder, tall: true })
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
  // One string, so that a letter that changes nothing here draws nothing here.
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) =>
      tools
        .filter(({ form }) => now.isActive(form))
        .map(({ form }) => form)
        .join(),
  }).split(',')
  return (
    <div className={css.tools} role="toolbar" aria-label={say.tools}>
      {tools.map(({ form, icon: Icon, act }) => (
        <button
          key={form}
          type="button"
          className={css.tool}
          aria-pressed={on.includes(form)}
          aria-label={say[form]}
          title={say[form]}
          // The selection stays where it is.
          onMouseDown={event => event.preventDefault()}
          onClick={() => act(editor)}
        >
          <Icon aria-hidden="true" />
        </button>
      ))}
    </div>
  )
}
