import type { ReactNode } from 'react'
import type { CardKind } from '../../ui/Card.tsx'
import css from './Notebook.module.css'

interface SectionProps {
  readonly id: string
  readonly title: string
  readonly hint: string
  readonly kind: CardKind
  /** Out of sight, not out of the page: an editor in it goes on living. */
  readonly hidden?: boolean
  readonly children: ReactNode
}

/** One part of the notebook. Its colour always comes with its word. */
export function Section({ id, title, hint, kind, hidden = false, children }: SectionProps) {
  return (
    <section className={css.section} data-kind={kind} aria-labelledby={`${id}-title`} id={id} hidden={hidden}>
      <header className={css.sectionHead}>
        <h2 id={`${id}-title`} tabIndex={-1}>
          {title}
        </h2>
        <p className={css.hint}>{hint}</p>
      </header>
      {children}
    </section>
  )
}
