import type { ReactNode } from 'react'
import { useState } from 'react'
import css from './Folded.module.css'

interface FoldedProps {
  readonly title: string
  readonly hint: string
  /** Asked for what stands in it only once somebody opens it; stays: folding it again throws nothing away. */
  readonly stays?: boolean
  readonly children: ReactNode
}

/** What few need, under its name at the end of a page. It is not on paper. */
export function Folded({ title, hint, stays = false, children }: FoldedProps) {
  const [open, setOpen] = useState(false)
  return (
    <details
      className={`${css.folded} not-on-paper`}
      onToggle={event => setOpen(event.currentTarget.open || (stays && open))}
    >
      <summary className={css.summary}>{title}</summary>
      <p className={css.hint}>{hint}</p>
      {open && children}
    </details>
  )
}
