import type { Passage as Words } from '@polyphony/shared/domain/record'
import { EditorContent } from '@tiptap/react'
import { useEffect, useRef, useState } from 'react'
import css from './editor.module.css'
import { Passage } from './Passage.tsx'
import type { Together } from './together.ts'
import { useWords } from './useWords.ts'
import { bodyWords } from './words.ts'

interface BodyProps extends Together {
  readonly writes: boolean
  readonly label: string
  readonly placeholder: string
  /** Shown until the editor is needed. */
  readonly words: Words
}

/** The words of one entry. A list of a hundred holds editors only for what can be seen, or has been. */
export function Body(props: BodyProps) {
  const box = useRef<HTMLDivElement>(null)
  const [needed, setNeeded] = useState<'no' | 'seen' | 'focused'>('no')
  useEffect(() => {
    if (needed !== 'no' || !box.current) return
    const observer = new IntersectionObserver(
      entries => {
        if (entries.some(entry => entry.isIntersecting)) setNeeded('seen')
      },
      { rootMargin: '200px' },
    )
    observer.observe(box.current)
    return () => observer.disconnect()
  }, [needed])
  return (
    <div className={css.box} ref={box} data-editor tabIndex={-1}>
      {needed === 'no' ? (
        <Far {...props} onFocus={() => setNeeded('focused')} />
      ) : (
        <Live {...props} focus={needed === 'focused'} />
      )}
    </div>
  )
}

/** Far from sight the words stand for themselves. The keyboard reaches them all the same, and finds an editor. */
function Far({ words, writes, label, onFocus }: BodyProps & { readonly onFocus: () => void }) {
  if (!writes) return <Still words={words} />
  return (
    // biome-ignore lint/a11y/useSemanticElements: a textarea cannot hold bold words; it becomes the editor when focused
    <div role="textbox" aria-multiline="true" aria-label={label} tabIndex={0} onFocus={onFocus}>
      <Still words={words} writes />
    </div>
  )
}

function Live({ words, focus, ...rest }: BodyProps & { readonly focus: boolean }) {
  const editor = useWords({ ...rest, extensions: bodyWords })
  useEffect(() => {
    if (focus) editor?.commands.focus()
  }, [focus, editor])
  // The words that were there a moment ago do not blink while the editor is made.
  return editor ? <EditorContent editor={editor} /> : <Still words={words} writes={rest.writes} />
}

function Still({ words, writes = false }: { readonly words: Words; readonly writes?: boolean }) {
  return (
    <div className={`${css.words} ${writes ? css.writable : ''}`}>
      <Passage words={words} />
    </div>
  )
}
