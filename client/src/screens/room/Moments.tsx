import type { ReactNode } from 'react'
import { useEffect, useRef, useState } from 'react'
import { t } from '../../i18n/i18n.ts'
import { announce } from '../../ui/Notice.tsx'
import { useRoomState } from './inRoom.ts'
import { sayNames } from './names.ts'
import css from './Room.module.css'

/**
 * What concerns everybody now: a question, a pause, a reflecting conversation. It stands above the notes. Who writes
 * further down is not moved there; one line says that it waits.
 */
export function Moments({ children }: { readonly children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null)
  const [away, setAway] = useState(false)
  const now = useMoment()
  useEffect(() => {
    if (!place.current) return
    const observer = new IntersectionObserver(entries => setAway(entries.some(entry => !entry.isIntersecting)), {
      // The strip of faces lies over the top of the page on a phone.
      rootMargin: '-120px 0px 0px',
    })
    observer.observe(place.current)
    return () => observer.disconnect()
  }, [])
  useEffect(() => {
    if (now) announce(now)
  }, [now])
  const look = (): void => {
    place.current?.scrollIntoView({ block: 'start' })
    place.current?.querySelector<HTMLElement>('button')?.focus({ preventScroll: true })
  }
  return (
    <>
      <div className={css.moments} ref={place}>
        {children}
      </div>
      {now !== null && away && (
        <button type="button" className={css.beyond} onClick={look}>
          <span>{now}</span>
          <span>{t('room.look')}</span>
        </button>
      )}
    </>
  )
}

function useMoment(): string | null {
  const room = useRoomState()
  const { reflecting } = room
  switch (reflecting.is) {
    case 'asked': {
      const names = sayNames(room, reflecting.who)
      return t(reflecting.who.length > 1 ? 'room.moment.asked' : 'room.moment.askedAlone', { names })
    }
    case 'reflecting': {
      const names = sayNames(room, reflecting.who)
      return t(reflecting.who.length > 1 ? 'room.moment.now' : 'room.moment.nowAlone', { names })
    }
    case 'floor':
      return t('room.moment.floor')
    case 'none':
      return room.pausedBy === null ? null : t('room.pause.title')
  }
}
