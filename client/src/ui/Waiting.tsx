import type { ReactNode } from 'react'
import { t } from '../i18n/i18n.ts'
import { Button } from './Button.tsx'
import { Notice } from './Notice.tsx'
import css from './Waiting.module.css'

/** Nothing spins. The words come only when it takes long, so that a quick page does not flicker. */
export function Loading() {
  return <p className={css.loading}>{t('common.loading')}</p>
}

/** Nothing here yet, and that is all right. */
export function Empty({ children }: { readonly children: ReactNode }) {
  return <p className={css.empty}>{children}</p>
}

interface FailedProps {
  readonly sentence: string
  readonly again?: (() => void) | undefined
}

/** Something did not come. Says what happened and offers to ask again. */
export function Failed({ sentence, again }: FailedProps) {
  return (
    <Notice tone="care" aloud={sentence}>
      <p>{sentence}</p>
      {again && <Button onClick={again}>{t('common.tryAgain')}</Button>}
    </Notice>
  )
}
