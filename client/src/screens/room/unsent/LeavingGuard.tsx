import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { forgetDrafts } from '../../../core/drafts.ts'
import { leavingQuickly } from '../../../ui/leave.ts'
import { t } from '../../../i18n/i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { useRoom } from '../inRoom.ts'
import css from '../Controls.module.css'
import { UnsentWords } from './UnsentWords.tsx'
import { useUnsent } from './useUnsent.ts'

/**
 * A link or the Back button, while words here are not saved: asked first. Closing the tab is asked by the browser
 * itself (core/notebook.ts). "Leave quickly" is never asked: somebody may be standing in the door.
 */
export function LeavingGuard() {
  const room = useRoom()
  const unsent = useUnsent()
  const [, navigate] = useLocation()
  const [going, setGoing] = useState<(() => void) | null>(null)
  const [busy, setBusy] = useState(false)
  /** One entry more in the history: pressing Back lands on the same page, where there is time to ask. */
  const guarded = useRef(false)
  const now = useRef(unsent)
  now.current = unsent

  useEffect(() => {
    if (unsent === null || guarded.current) return
    guarded.current = true
    history.pushState(history.state, '')
  }, [unsent])
  useEffect(() => {
    const over = new AbortController()
    const { signal } = over
    addEventListener(leavingQuickly, () => over.abort(), { signal })
    addEventListener(
      'popstate',
      () => {
        if (!guarded.current) return
        guarded.current = false
        if (now.current === null) history.back()
        else setGoing(() => () => history.back())
      },
      { signal },
    )
    const followed = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest('a') : null
      if (now.current === null || !link || link.target !== '' || link.hasAttribute('download')) return
      if (link.origin !== location.origin || link.hash !== '' || event.metaKey || event.ctrlKey) return
      event.preventDefault()
      event.stopPropagation()
      setGoing(() => () => navigate(link.pathname))
    }
    document.addEventListener('click', followed, { capture: true, signal })
    return () => over.abort()
  }, [navigate])

  const stay = (): void => {
    setGoing(null)
    if (guarded.current) return
    guarded.current = true
    history.pushState(history.state, '')
  }
  const leave = (): void => {
    setBusy(true)
    room.media.getState()?.leave()
    void room.leave().then(() => {
      forgetDrafts(room.meeting)
      going?.()
    })
  }
  return (
    <Dialog open={going !== null} title={t('unsent.title')} onClose={stay}>
      <div className={css.more}>
        <UnsentWords of={unsent} />
        <Button wide look="primary" onClick={stay}>
          {t('unsent.stay')}
        </Button>
        <Button wide busy={busy} onClick={leave}>
          {t('unsent.leave')}
        </Button>
      </div>
    </Dialog>
  )
}
