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

/** The words of one entry. A list of a hundred holds editors only for what can be seen. */
export function Body(props: BodyProps) {
  const box = useRef<HTMLDivElement>(null)
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    if (seen || !box.current) return
    const observer = new IntersectionObserver(
      entries => {
        if (entries.some(entry => entry.isIntersecting)) setSeen(true)
      },
      { rootMargin: '200px' },
    )
    observer.observe(box.current)
    return () => observer.disconnect()
  }, [seen])
  return (
    <div className={css.box} ref={box} data-editor tabIndex={-1}>
      {seen ? <Live {...props} /> : <Still words={props.words} />}
    </div>
  )
}

function Live({ words, ...rest }: BodyProps) {
  const editor = useWords({ ...rest, extensions: bodyWords })
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
