import type { ReactNode } from 'react'
import { lazy, Suspense } from 'react'

export interface DialogProps {
  readonly open: boolean
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

const DialogBody = lazy(async () => ({ default: (await import('./DialogBody.tsx')).DialogBody }))

/** A question that holds the page for a moment. Its machinery comes only when one opens. */
export function Dialog(props: DialogProps) {
  if (!props.open) return null
  return (
    <Suspense fallback={null}>
      <DialogBody {...props} />
    </Suspense>
  )
}
