import type { NextMeeting, ReadBackPart } from '@polyphony/shared/domain/closing'
import { useEffect, useRef, useState } from 'react'
import { closing as words } from '../../../i18n/en/closing.ts'
import { addWords, t } from '../../../i18n/i18n.ts'
import type { Key } from '../../../i18n/i18n.ts'
import { sayWhen } from '../../../i18n/time.ts'
import type { ClosingPage } from '../../../meeting/closing.ts'
import { announce } from '../../../ui/Notice.tsx'
import { Button } from '../../../ui/Button.tsx'
import { useDeeds, usePossible } from '../inRoom.ts'
import css from '../Closing.module.css'
import { AbsentPeople } from './AbsentPeople.tsx'
import { NextMeetingForm } from './NextMeetingForm.tsx'
import { Trouble } from '../Trouble.tsx'

addWords({ closing: words })

const partTitle: Readonly<Record<ReadBackPart, Key>> = {
  voices: 'closing.voices',
  reflections: 'closing.reflections',
  decisions: 'closing.decisions',
  questions: 'closing.questions',
  steps: 'closing.steps',
}

/** One quiet screen at a time, the same for everybody (C1). What is read stands below it, to be corrected together. */
export function ClosingNow({ page }: { readonly page: ClosingPage }) {
  const title = titleOf(page)
  const heading = useRef<HTMLHeadingElement>(null)
  const first = useRef(true)
  useEffect(() => {
    if (!first.current) announce(title)
    first.current = false
    // A shared screen begins at its top, wherever somebody was in the page before.
    heading.current?.closest('section')?.scrollIntoView({ block: 'start' })
  }, [title])
  return (
    <section className={css.closing} aria-labelledby="closing-title">
      <p className={css.above}>{t('closing.title')}</p>
      <h2 id="closing-title" ref={heading}>
        {title}
      </h2>
      {page.is === 'read' && <p>{t('closing.how')}</p>}
      {page.is === 'next' && <NextMeetingForm />}
      {page.is === 'end' && <Ending next={page.next} />}
      {page.is !== 'read' && <TalkAgain />}
    </section>
  )
}

function titleOf(page: ClosingPage): string {
  if (page.is === 'read') return t(partTitle[page.part])
  return t(page.is === 'next' ? 'closing.next' : 'closing.end')
}

/** Below what is read: first it is heard, then somebody says so. */
export function ClosingRead({ part }: { readonly part: ReadBackPart }) {
  const { act, trouble, busy } = useDeeds()
  return (
    <div className={css.read}>
      <p className={css.hint}>{t('closing.readHint')}</p>
      <div className={css.row}>
        <Button look="primary" busy={busy} onClick={() => void act({ do: 'read-back', part })}>
          {t('closing.read')}
        </Button>
        <TalkAgain />
      </div>
      <Trouble says={trouble} />
    </div>
  )
}

function Ending({ next }: { readonly next: NextMeeting }) {
  const may = usePossible()
  const { act, trouble, busy } = useDeeds()
  const [again, setAgain] = useState(false)
  const end = { do: 'end-meeting', how: 'together' } as const
  if (again) return <NextMeetingForm onDone={() => setAgain(false)} />
  return (
    <>
      <p>
        {next.next === 'none' ? t('closing.summaryNone') : t('closing.summary', { when: sayWhen(next.at, next.zone) })}{' '}
        <Button look="bare" onClick={() => setAgain(true)}>
          {t('closing.changeNext')}
        </Button>
      </p>
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

function TalkAgain() {
  const may = usePossible()
  const { act } = useDeeds()
  const talk = { do: 'go-on-talking' } as const
  if (!may(talk)) return null
  return (
    <div>
      <Button look="bare" onClick={() => void act(talk)}>
        {t('closing.talk')}
      </Button>
    </div>
  )
}
