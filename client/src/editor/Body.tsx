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

/** An editor that is nearly in sight is made before it is reached. */
const near = '300px'

/** The words of one entry. A list of a hundred holds editors only for what can be seen, or has been. */
export function Body({ words, ...rest }: BodyProps) {
  const box = useRef<HTMLDivElement>(null)
  const [needed, setNeeded] = useState<'no' | 'seen' | 'focused'>('no')
  useEffect(() => {
    if (needed !== 'no' || !box.current) return
    const observer = new IntersectionObserver(
      entries => {
        if (entries.some(entry => entry.isIntersecting)) setNeeded('seen')
      },
      { rootMargin: near },
    )
    observer.observe(box.current)
    return () => observer.disconnect()
  }, [needed])
  return (
    <div className={css.box} ref={box} data-editor tabIndex={-1}>
      {needed === 'no' ? (
        <Still {...rest} words={words} onFocus={() => setNeeded('focused')} />
      ) : (
        <Live {...rest} focus={needed === 'focused'} />
      )}
    </div>
  )
}

function Live({ focus, ...props }: Omit<BodyProps, 'words'> & { readonly focus: boolean }) {
  const place = useRef<HTMLDivElement>(null)
  const plugins = useMemo(() => keys({ notes: false }), [])
  const editor = useWords(place, { ...props, schema: bodySchema, plugins })
  useEffect(() => {
    if (focus) editor?.focus()
  }, [focus, editor])
  return <div ref={place} />
}

/** Far from sight the words stand for themselves. The keyboard reaches them all the same, and finds an editor. */
function Still({ words, writes, label, onFocus }: BodyProps & { readonly onFocus: () => void }) {
  const shown = <Passage words={words} />
  if (!writes) return <div className={css.words}>{shown}</div>
  return (
    // biome-ignore lint/a11y/useSemanticElements: a textarea cannot hold bold words; it becomes the editor when focused
    <div
      className={`${css.words} ${css.writable}`}
      role="textbox"
      aria-multiline="true"
      aria-label={label}
      tabIndex={0}
      onFocus={onFocus}
    >
      {shown}
    </div>
  )
}
