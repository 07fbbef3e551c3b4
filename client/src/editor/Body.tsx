import type { Passage as Words } from '@polyphony/shared/domain/record'
import { useEffect, useMemo, useRef, useState } from 'react'
import { keys } from './commands.ts'
import css from './editor.module.css'
import { Passage } from './Passage.tsx'
import { bodySchema } from './schema.ts'
import type { Together } from './together.ts'
import { useWords } from './useWords.ts'

interface BodyProps extends Together {
  readonly writes: boolean
  readonly label: string
  readonly placeholder: string
  /** Shown until the editor is needed. */
  readonly words: Words
}

/** The words of one entry. A list of a hundred holds editors only for what can be seen. */
export function Body({ words, ...rest }: BodyProps) {
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
      {seen ? (
        <Live {...rest} />
      ) : (
        <div className={css.words}>
          <Passage words={words} />
        </div>
      )}
    </div>
  )
}

function Live(props: Omit<BodyProps, 'words'>) {
  const place = useRef<HTMLDivElement>(null)
  const plugins = useMemo(() => keys({ notes: false }), [])
  useWords(place, { ...props, schema: bodySchema, plugins })
  return <div ref={place} />
}
