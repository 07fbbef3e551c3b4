import type { ReactNode } from 'react'
import { useRef, useState } from 'react'
import { RoomHistory } from './laterParts.ts'
import css from './Looking.module.css'
import type { Looking } from './looking.ts'
import { LookBack } from './looking.ts'

/**
 * Looking back stands in the place of the notebook, which lives on behind it: an editor with half a sentence in it is
 * never taken out of the page. Whoever comes back stands where they went from.
 */
export function LookingBack({ children }: { readonly children: ReactNode }) {
  const [now, setNow] = useState<Looking | null>(null)
  const from = useRef<Element | null>(null)
  const open = (wanted: Looking): void => {
    from.current = document.activeElement
    setNow(wanted)
  }
  const close = (): void => {
    setNow(null)
    // The notebook is in sight again only when this is drawn.
    requestAnimationFrame(() => from.current instanceof HTMLElement && from.current.focus())
  }
  return (
    <LookBack value={open}>
      <div className={css.rest} hidden={now !== null}>
        {children}
      </div>
      {now && <RoomHistory {...now} onClose={close} />}
    </LookBack>
  )
}
