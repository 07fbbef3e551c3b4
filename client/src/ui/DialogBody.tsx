import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { t } from '../i18n/i18n.ts'
import { Button } from './Button.tsx'
import type { DialogProps } from './Dialog.tsx'
import css from './DialogBody.module.css'

/** Focus stays inside, Escape closes, focus goes back to where it came from. */
export function DialogBody({ title, onClose, children }: DialogProps) {
  return (
    <ModalOverlay isOpen isDismissable className={css.veil ?? ''} onOpenChange={open => !open && onClose()}>
      <Modal className={css.modal ?? ''}>
        <Dialog className={css.dialog ?? ''}>
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {children}
          <div className={css.close}>
            <Button look="bare" onClick={onClose}>
              {t('common.close')}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
