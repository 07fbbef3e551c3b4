import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import css from './Notice.module.css'

const channel = 'polyphony:announce'

/** Says something to people who listen to the screen, politely, after what they are hearing now. */
export function announce(text: string): void {
  window.dispatchEvent(new CustomEvent(channel, { detail: text }))
}

/** The one live region of the whole app. Stands in app.tsx and nowhere else. */
export function Announcer() {
  const [said, setSaid] = useState({ text: '', turn: 0 })
  useEffect(() => {
    const hear = (event: Event) => {
      const text = String((event as CustomEvent<string>).detail)
      setSaid(before => ({ text, turn: before.turn + 1 }))
    }
    window.addEventListener(channel, hear)
    return () => window.removeEventListener(channel, hear)
  }, [])
  return (
    <div role="status" aria-live="polite" className="visually-hidden">
      {/* A new element each time: the same sentence twice is read twice. */}
      <p key={said.turn}>{said.text}</p>
    </div>
  )
}

interface NoticeProps {
  /** calm: something to know · care: something did not work. */
  readonly tone?: 'calm' | 'care'
  /** Also said aloud when it appears. */
  readonly aloud?: string | undefined
  readonly children: ReactNode
}

/** A quiet block in the page, where it belongs. Never floats, never goes away by itself. */
export function Notice({ tone = 'calm', aloud, children }: NoticeProps) {
  useEffect(() => {
    if (aloud) announce(aloud)
  }, [aloud])
  return <div className={tone === 'care' ? `${css.notice} ${css.care}` : css.notice}>{children}</div>
}
