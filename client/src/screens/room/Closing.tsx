import type { NextMeeting, ReadBackPart } from '@polyphony/shared/domain/closing'
import { useEffect, useRef, useState } from 'react'
import { t } from '../../i18n/i18n.ts'
import type { Key } from '../../i18n/i18n.ts'
import { sayWhen } from '../../i18n/time.ts'
import type { ClosingPage } from '../../meeting/closing.ts'
import { announce } from '../../ui/Notice.tsx'
import { Button } from '../../ui/Button.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { useDeeds, usePossible, useRoomState } from './inRoom.ts'
import css from './Closing.module.css'
import { NextMeetingForm } from './NextMeetingForm.tsx'
import { Trouble } from './Trouble.tsx'
import { focusFirst } from './useKeepFocus.ts'
import { useWish } from './useWish.ts'

const partTitle: Readonly<Record<ReadBackPart, Key>> = {
  voices: 'room.closing.voices',
  reflections: 'room.closing.reflections',
  decisions: 'room.closing.decisions',
  questions: 'room.closing.questions',
  steps: 'room.closing.steps',
}

/** One quiet screen at a time, the same for everybody (C1). What is read stands below it, to be corrected together. */
export function ClosingNow({ page }: { readonly page: ClosingPage }) {
  const title = titleOf(page)
  const heading = useRef<HTMLHeadingElement>(null)
  const first = useRef(true)
  useEffect(() => {
    if (!first.current) announce(title)
    first.current = false
    heading.current?.scrollIntoView({ block: 'nearest' })
  }, [title])
  return (
    <section className={css.closing} aria-labelledby="closing-title">
      <p className={css.above}>{t('room.closing.title')}</p>
      <h2 id="closing-title" ref={heading}>
        {title}
      </h2>
      {page.is === 'read' && <ReadBack part={page.part} />}
      {page.is === 'next' && <NextMeetingForm />}
      {page.is === 'end' && <Ending next={page.next} />}
      <TalkAgain />
    </section>
  )
}

function titleOf(page: ClosingPage): string {
  if (page.is === 'read') return t(partTitle[page.part])
  return t(page.is === 'next' ? 'room.closing.next' : 'room.closing.end')
}

function ReadBack({ part }: { readonly part: ReadBackPart }) {
  const { act, trouble, busy } = useDeeds()
  return (
    <>
      <p>{t('room.closing.how')}</p>
      <div className={css.row}>
        <Button look="primary" busy={busy} onClick={() => void act({ do: 'read-back', part })}>
          {t('room.closing.read')}
        </Button>
      </div>
      <Trouble says={trouble} />
    </>
  )
}

function Ending({ next }: { readonly next: NextMeeting }) {
  const { closing } = useRoomState()
  const may = usePossible()
  const { act, trouble, busy } = useDeeds()
  const [again, setAgain] = useState(false)
  const [absentMay, wishFor] = useWish(closing?.absentMayRead ?? false)
  const end = { do: 'end-meeting', how: 'together' } as const
  if (again) return <NextMeetingForm onDone={() => setAgain(false)} />
  return (
    <>
      <p>
        {next.next === 'none'
          ? t('room.closing.summaryNone')
          : t('room.closing.summary', { when: sayWhen(next.at, next.zone) })}{' '}
        <Button look="bare" onClick={() => setAgain(true)}>
          {t('room.closing.changeNext')}
        </Button>
      </p>
      {may({ do: 'let-absent-read', may: !(closing?.absentMayRead ?? false) }) && (
        <Choice
          legend={t('room.closing.absent')}
          value={absentMay ? 'yes' : 'no'}
          row
          onChange={value => wishFor(value === 'yes', act({ do: 'let-absent-read', may: value === 'yes' }))}
          options={[
            { value: 'no', label: t('room.closing.absentNo') },
            { value: 'yes', label: t('room.closing.absentYes') },
          ]}
        />
      )}
      <p className={css.hint}>{t('room.closing.endHint')}</p>
      {may(end) && (
        <div className={css.row}>
          <Button look="primary" busy={busy} onClick={() => void act(end)}>
            {t('room.closing.end')}
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
        {t('room.closing.talk')}
      </Button>
    </div>
  )
}

/** At the foot of the notebook: the calm way to end, and the short one (C3). */
export function BeginClosing() {
  const may = usePossible()
  const { act, trouble, busy } = useDeeds()
  const [sure, setSure] = useState(false)
  const begin = { do: 'begin-closing' } as const
  const without = { do: 'end-meeting', how: 'without-closing' } as const
  return (
    <div className={css.begin}>
      {may(begin) && (
        <div>
          <Button look="primary" busy={busy} onClick={() => void act(begin)}>
            {t('room.closing.begin')}
          </Button>
          <p className={css.hint}>{t('room.closing.beginHint')}</p>
        </div>
      )}
      {may(without) && !sure && (
        <Button look="bare" onClick={() => setSure(true)}>
          {t('room.closing.without')}
        </Button>
      )}
      {may(without) && sure && (
        <div className={css.sure} ref={focusFirst}>
          <p>{t('room.closing.withoutSure')}</p>
          <p className={css.hint}>{t('room.closing.withoutHint')}</p>
          <div className={css.row}>
            <Button onClick={() => void act(without)}>{t('room.closing.withoutGo')}</Button>
            <Button look="bare" onClick={() => setSure(false)}>
              {t('room.closing.stay')}
            </Button>
          </div>
        </div>
      )}
      <Trouble says={trouble} />
    </div>
  )
}
