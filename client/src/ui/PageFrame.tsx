import type { ReactNode } from 'react'
import { useEffect, useRef } from 'react'
import { Link, useLocation } from 'wouter'
import { t } from '../i18n/i18n.ts'
import { leaveQuickly } from './leave.ts'
import css from './PageFrame.module.css'

interface PageFrameProps {
  /** The h1. Takes focus when one comes here from another page or step, so that it is read aloud. */
  readonly title: string
  /** Above the title: where this is. */
  readonly above?: ReactNode
  /** Below the title. */
  readonly lead?: ReactNode
  /** column: for reading and forms · wide: cards side by side · full: the room, which lays itself out. */
  readonly width?: 'column' | 'wide' | 'full'
  /** The title is there for those who listen, and not seen: the room. */
  readonly titleUnseen?: boolean
  readonly children: ReactNode
}

/** "Help now" and "Leave quickly" stand in the same place on every page, the room too. */
export function PageFrame(props: PageFrameProps) {
  const { title, above, lead, width = 'column', titleUnseen = false, children } = props
  const heading = useRef<HTMLHeadingElement>(null)
  const [path] = useLocation()
  useEffect(() => {
    const root = document.documentElement
    const here = `${path} ${title}`
    const before = root.dataset.page
    root.dataset.page = here
    // On the first page the browser's own start is right: skip link first.
    if (before === undefined || before === here) return
    heading.current?.focus({ preventScroll: true })
    if (!before.startsWith(`${path} `)) window.scrollTo(0, 0)
  }, [path, title])
  return (
    <div className={`${css.frame} ${css[width]}`}>
      <a className={css.skip} href="#page">
        {t('common.skip')}
      </a>
      <header className={`${css.header} not-on-paper`}>
        <Link className={css.name} href="/">
          {t('common.name')}
        </Link>
        <nav className={css.ways} aria-label={t('common.ways')}>
          {/* Another tab: what is written here, and the people here, stay. */}
          <a className={css.help} href="/help.html" target="polyphony-help">
            {t('common.helpNow')}
          </a>
          <button className={css.leave} type="button" onClick={leaveQuickly} title={t('common.leaveQuicklyHint')}>
            {t('common.leaveQuickly')}
          </button>
        </nav>
      </header>
      <main className={css.main} id="page" tabIndex={-1}>
        <div className={titleUnseen ? css.unseen : css.top}>
          {above && <div className={css.above}>{above}</div>}
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead && <div className={css.lead}>{lead}</div>}
        </div>
        {children}
      </main>
    </div>
  )
}
