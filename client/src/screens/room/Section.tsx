import type { EntryId } from '@polyphony/shared/domain/ids'
import type { ReactNode } from 'react'
import type { EntryHead } from '../../meeting/entries.ts'
import type { CardKind } from '../../ui/Card.tsx'
import css from './Notebook.module.css'

export interface PartProps {
  readonly hidden: boolean
  /** The one entry that is read back now (C1). Others stay in the page, out of sight: their editors go on living. */
  readonly only: EntryId | undefined
}
export const notThis = ({ id }: EntryHead, only: PartProps['only']): boolean => only !== undefined && id !== only

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
