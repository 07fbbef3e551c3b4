import type { ReactNode } from 'react'
import { useId } from 'react'
import type { CardKind } from '../../ui/Card.tsx'
import css from './Section.module.css'

interface SectionProps {
  readonly title: string
  readonly kind?: CardKind
  readonly hint?: string
  readonly children: ReactNode
}

/** Voices, reflections, decisions …: all of the same size. */
export function Section({ title, kind = 'plain', hint, children }: SectionProps) {
  const id = useId()
  return (
    <section className={css.section} data-kind={kind} aria-labelledby={id}>
      <h2 className={css.title} id={id}>
        {title}
      </h2>
      {hint && <p className={css.hint}>{hint}</p>}
      {children}
    </section>
  )
}

interface EntryProps {
  readonly kind: CardKind
  readonly children: ReactNode
}

/** One thing that was said, decided, asked or taken on. */
export function Entry({ kind, children }: EntryProps) {
  return (
    <li className={css.entry} data-kind={kind}>
      {children}
    </li>
  )
}

export function Entries({ children }: { readonly children: ReactNode }) {
  return <ul className={css.entries}>{children}</ul>
}

export function Aside({ children }: { readonly children: ReactNode }) {
  return <p className={css.aside}>{children}</p>
}
