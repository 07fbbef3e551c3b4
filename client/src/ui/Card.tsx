import type { ReactNode } from 'react'
import { useId } from 'react'
import css from './Card.module.css'

export type CardKind = 'plain' | 'voice' | 'reflection' | 'decision' | 'question' | 'step'

interface CardProps {
  /** The word for what it is. Colour never says it alone. */
  readonly title?: string
  readonly kind?: CardKind
  readonly level?: 2 | 3
  readonly children: ReactNode
}

export function Card({ title, kind = 'plain', level = 2, children }: CardProps) {
  const id = useId()
  const Heading = `h${level}` as const
  return (
    <section className={`${css.card} ${css[kind]}`} aria-labelledby={title ? id : undefined}>
      {title && (
        <Heading className={css.title} id={id}>
          {title}
        </Heading>
      )}
      {children}
    </section>
  )
}
