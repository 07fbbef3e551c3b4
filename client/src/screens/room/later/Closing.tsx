import type { ReadingPlace } from '@polyphony/shared/domain/reading'
import { useEffect, useRef } from 'react'
import { closing as words } from '../../../i18n/en/closing.ts'
import { addWords, t } from '../../../i18n/i18n.ts'
import { sayWhen } from '../../../i18n/time.ts'
import type { ClosingPage } from '../../../meeting/closing.ts'
import { nameOf } from '../../../meeting/people.ts'
import { Button } from '../../../ui/Button.tsx'
import { announce } from '../../../ui/Notice.tsx'
import { Loading } from '../../../ui/Waiting.tsx'
import css from '../Closing.module.css'
import { useDeeds, usePages, usePossible, useRoomState } from '../inRoom.ts'
import { sayNames } from '../names.ts'
import { Trouble } from '../Trouble.tsx'
import { AbsentPeople } from './AbsentPeople.tsx'
import { NextMeetingForm } from './NextMeetingForm.tsx'

addWords({ closing: words })

/** One quiet screen at a time, the same for everybody (C1). What is read stands below it, to be corrected together. */
export function ClosingNow({ page }: { readonly page: ClosingPage }) {
  const title = useTitle(page)
  const heading = useRef<HTMLHeadingElement>(null)
  const entries = usePages()?.entries
  const where = page.is === 'read' ? `${page.kind} ${page.entry}` : page.is
  useEffect(() => {
    const entry = page.is === 'read' ? page.entry : null
    // Who listens to the screen hears the very words that lie before the others.
    announce([title, entry === null ? '' : (entries?.words(entry)?.text ?? '')].join('. '))
    const { current } = heading
    if (!current) return
    // A shared screen begins at its top, wherever somebody was in the page before.
    current.closest('section')?.scrollIntoView({ block: 'start' })
    // Whoever stood in what has just gone out of sight stands at the heading now; nobody else is moved.
    const at = document.activeElement
    if (at === null || at.contains(current) || at.closest('[hidden]') !== null) current.focus({ preventScroll: true })
  }, [where])
  return (
    <section className={css.closing} data-is={page.is} aria-labelledby="closing-title">
      <p className={css.above}>{t('closing.title')}</p>
      <h2 id="closing-title" ref={heading} tabIndex={-1}>
        {title}
      </h2>
      {page.is === 'read' && <Reading page={page} />}
      {page.is !== 'read' && page.unread && <Unread from={{ is: page.is }} />}
      {page.is === 'next' && <WhenNext page={page} />}
      {page.is === 'end' && <Ending page={page} />}
      {page.is !== 'read' && (
        <div className={css.row}>
          {page.is === 'next' && <Before from={{ is: 'next' }} />}
          <TalkAgain />
        </div>
      )}
    </section>
  )
}

type Page<Is extends ClosingPage['is']> = Extract<ClosingPage, { is: Is }>

function useTitle(page: ClosingPage): string {
  const room = useRoomState()
  const entries = usePages()?.entries
  if (page.is !== 'read') return t(page.is === 'next' ? 'closing.next' : 'closing.end')
  const head = page.entry === null ? null : (entries?.head(page.entry) ?? null)
  if (page.kind === 'voice' && head) {
    const name = head.speaker === null ? head.speakerWords : nameOf(room, head.speaker)
    return t('closing.of.voice', { name: name || t('room.someone') })
  }
  if (page.kind === 'reflection' && head)
    return t('closing.of.reflection', { name: nameOf(room, head.author) ?? t('room.someone') })
  return page.kind === null ? t('closing.title') : t(`closing.of.${page.kind}`)
}

function Reading({ page }: { readonly page: Page<'read'> }) {
  if (page.kind === null) return <Loading />
  return <p className={page.gone ? undefined : css.hint}>{t(page.gone ? 'closing.gone' : 'closing.how')}</p>
}

interface ClosingReadProps {
  readonly page: Page<'read'>
  /** Is there a place to write what is missing? Only on this screen: whoever wants to add something opens it. */
  readonly missing: boolean
  readonly onMissing: () => void
}

/** Below what is read: first it is heard, then somebody says so. */
export function ClosingRead({ page, missing, onMissing }: ClosingReadProps) {
  const { act, trouble, busy } = useDeeds()
  const from = useRoomState().closing?.place
  if (!from) return null
  return (
    <div className={css.read}>
      {page.entry !== null && (
        <div>
          <Button look="bare" aria-expanded={missing} onClick={onMissing}>
            {t(missing ? 'closing.missingDone' : 'closing.missing')}
          </Button>
        </div>
      )}
      <p className={css.hint}>{t('closing.readHint')}</p>
      <div className={css.row}>
        <Button look="primary" busy={busy} onClick={() => void act({ do: 'read-on', from })}>
          {t('closing.read')}
        </Button>
        <Before from={from} />
        <TalkAgain />
      </div>
      <Trouble says={trouble} />
    </div>
  )
}

/** Written or changed after it was read: it is read before the end, and nobody is at fault. */
function Unread({ from }: { readonly from: ReadingPlace }) {
  const { act, trouble, busy } = useDeeds()
  return (
    <div className={css.row}>
      <p>{t('closing.unread')}</p>
      <Button busy={busy} onClick={() => void act({ do: 'read-on', from })}>
        {t('closing.unreadGo')}
      </Button>
      <Trouble says={trouble} />
    </div>
  )
}

function WhenNext({ page }: { readonly page: Page<'next'> }) {
  const { act, trouble, busy } = useDeeds()
  const { next, unread } = page
  return (
    <>
      {next && !unread && (
        <div className={css.row}>
          <p>{sayNext(next)}</p>
          <Button busy={busy} onClick={() => void act({ do: 'read-on', from: { is: 'next' } })}>
            {t('closing.keepNext')}
          </Button>
          <Trouble says={trouble} />
        </div>
      )}
      <NextMeetingForm />
    </>
  )
}

const sayNext = (next: Page<'end'>['next']): string =>
  next.next === 'none' ? t('closing.summaryNone') : t('closing.summary', { when: sayWhen(next.at, next.zone) })

function Ending({ page }: { readonly page: Page<'end'> }) {
  const room = useRoomState()
  const may = usePossible()
  const { act, trouble, busy } = useDeeds()
  const end = { do: 'end-meeting', how: 'together' } as const
  return (
    <>
      <p>
        {sayNext(page.next)}{' '}
        <Button look="bare" onClick={() => void act({ do: 'read-again', from: { is: 'end' } })}>
          {t('closing.changeNext')}
        </Button>
      </p>
      {page.next.next === 'at' && page.next.who && (
        <p>{t('closing.whoComes', { names: sayNames(room, page.next.who) })}</p>
      )}
      <AbsentPeople />
      <p>{t('closing.goodbye')}</p>
      <p className={css.hint}>{t('closing.endHint')}</p>
      {may(end) && (
        <div className={css.row}>
          <Button look="primary" busy={busy} onClick={() => void act(end)}>
            {t('closing.end')}
          </Button>
        </div>
      )}
      <Trouble says={trouble} />
    </>
  )
}

function Before({ from }: { readonly from: ReadingPlace }) {
  const may = usePossible()
  const { act } = useDeeds()
  const before = { do: 'read-again', from } as const
  if (!may(before)) return null
  return <Button onClick={() => void act(before)}>{t('closing.before')}</Button>
}

function TalkAgain() {
  const may = usePossible()
  const { act } = useDeeds()
  const talk = { do: 'go-on-talking' } as const
  if (!may(talk)) return null
  return (
    <Button look="bare" onClick={() => void act(talk)}>
      {t('closing.talk')}
    </Button>
  )
}
