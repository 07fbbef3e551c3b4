import { Bold, Italic, List, ListOrdered } from 'lucide-react'
import { useCallback, useMemo, useRef, useState } from 'react'
import { isOn, keys, listRules, toggle } from './commands.ts'
import type { Form } from './commands.ts'
import css from './editor.module.css'
import { notesSchema } from './schema.ts'
import type { Together } from './together.ts'
import { useWords } from './useWords.ts'

export interface NotesSay extends Readonly<Record<Form, string>> {
  readonly label: string
  readonly placeholder: string
  readonly tools: string
}

interface NotesProps extends Together {
  readonly writes: boolean
  readonly say: NotesSay
}

const tools: readonly { readonly form: Form; readonly icon: typeof Bold }[] = [
  { form: 'bold', icon: Bold },
  { form: 'italic', icon: Italic },
  { form: 'bulletList', icon: List },
  { form: 'orderedList', icon: ListOrdered },
]

/** The running notes: one sheet that everybody writes on. */
export function Notes({ writes, say, ...together }: NotesProps) {
  const { label, placeholder } = say
  const place = useRef<HTMLDivElement>(null)
  // One string, so that a letter that changes nothing here draws nothing here.
  const [on, setOn] = useState('')
  const look = useRef<() => void>(() => undefined)
  const { bulletList, orderedList } = notesSchema.nodes
  const plugins = useMemo(
    () => [...keys({ notes: true }), listRules({ bullet: bulletList, numbered: orderedList })],
    [bulletList, orderedList],
  )
  const editor = useWords(place, {
    ...together,
    writes,
    schema: notesSchema,
    plugins,
    label,
    placeholder,
    tall: true,
    onChange: useCallback(() => look.current(), []),
  })
  look.current = () => {
    if (editor) {
      setOn(
        tools
          .filter(({ form }) => isOn(editor.state, form))
          .map(({ form }) => form)
          .join(),
      )
    }
  }
  const active = on.split(',')
  return (
    <div>
      {writes && editor && (
        <div className={css.tools} role="toolbar" aria-label={say.tools}>
          {tools.map(({ form, icon: Icon }) => (
            <button
              key={form}
              type="button"
              className={css.tool}
              aria-pressed={active.includes(form)}
              aria-label={say[form]}
              title={say[form]}
              // The selection stays where it is.
              onMouseDown={event => event.preventDefault()}
              onClick={() => {
                toggle(form)(editor.state, editor.dispatch, editor)
                editor.focus()
              }}
            >
              <Icon aria-hidden="true" />
            </button>
          ))}
        </div>
      )}
      <div className={css.box} ref={place} data-editor tabIndex={-1} />
    </div>
  )
}
