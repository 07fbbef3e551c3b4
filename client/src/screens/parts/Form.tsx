import type { ReactNode } from 'react'
import { useEffect, useRef } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import css from './Form.module.css'
import type { Sending } from './useSend.ts'
import { instead } from './useSend.ts'

interface FormProps {
  readonly sending: Sending
  readonly onSend: () => void
  /** On the one button. */
  readonly go: string
  readonly beside?: ReactNode
  readonly children: ReactNode
}

/** One thing at a time, one button. After a refusal the first field that needs a look has the focus. */
export function Form({ sending, onSend, go, beside, children }: FormProps) {
  const form = useRef<HTMLFormElement>(null)
  const sent = useRef(0)
  const seen = useRef(0)
  useEffect(() => {
    if (sent.current === seen.current || sending.busy) return
    seen.current = sent.current
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  })
  return (
    <form
      ref={form}
      className={css.form}
      noValidate
      onSubmit={instead(() => {
        sent.current += 1
        onSend()
      })}
    >
      {children}
      {sending.trouble && (
        <Notice tone="care" aloud={sending.trouble}>
          {sending.trouble}
        </Notice>
      )}
      <div className={css.end}>
        <Button look="primary" type="submit" busy={sending.busy}>
          {go}
        </Button>
        {beside}
      </div>
    </form>
  )
}
