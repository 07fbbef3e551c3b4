import type { ReactNode } from 'react'
import { useEffect, useId, useRef } from 'react'
import { t } from '../i18n/i18n.ts'
import { Button } from './Button.tsx'
import css from './Dialog.module.css'

export interface DialogProps {
  readonly open: boolean
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A question that holds the page for a moment. */
export function Dialog(props: DialogProps) {
  return props.open ? <Modal {...props} /> : null
}

/**
 * The browser's own: focus stays inside, Escape closes, focus goes back to where it came from, what is behind cannot
 * be read or touched. A library for it weighed 26 kB more in the room.
 */
function Modal({ title, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const shown = dialog.current
    const before = document.activeElement
    if (shown && !shown.open) shown.showModal()
    return () => {
      shown?.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard has Escape and the button below
    <dialog
      ref={dialog}
      className={css.dialog}
      aria-labelledby={id}
      onCancel={event => {
        event.preventDefault()
        onClose()
      }}
      onClick={event => {
        // Beside it: on the veil.
        if (event.target === dialog.current) onClose()
      }}
    >
      <div className={css.inside}>
        <h2 id={id} tabIndex={-1}>
          {title}
        </h2>
        {children}
        <div className={css.close}>
          <Button look="bare" onClick={onClose}>
            {t('common.close')}
          </Button>
        </div>
      </div>
    </dialog>
  )
}
