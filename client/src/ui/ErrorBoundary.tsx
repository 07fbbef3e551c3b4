import type { ReactNode } from 'react'
import { Component } from 'react'
import { t } from '../i18n/i18n.ts'
import { Button } from './Button.tsx'
import { PageFrame } from './PageFrame.tsx'

interface ErrorBoundaryProps {
  /** When it changes, the page gets another try: the address. */
  readonly of: string
  readonly children: ReactNode
}
interface Seen {
  readonly broken: boolean
  readonly of: string
}

/** A page that breaks says so kindly. It is never loaded again by itself: somebody may be writing. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, Seen> {
  override state: Seen = { broken: false, of: this.props.of }

  static getDerivedStateFromError(): Partial<Seen> {
    return { broken: true }
  }

  static getDerivedStateFromProps(props: ErrorBoundaryProps, state: Seen): Seen | null {
    return props.of === state.of ? null : { broken: false, of: props.of }
  }

  override render() {
    if (!this.state.broken) return this.props.children
    return (
      <PageFrame title={t('common.broken.title')}>
        <p>{t('common.broken.what')}</p>
        <p>{t('common.broken.next')}</p>
        <div>
          <Button look="primary" onClick={() => location.reload()}>
            {t('common.broken.again')}
          </Button>
        </div>
      </PageFrame>
    )
  }
}
