import { minutes, systemClock } from '@polyphony/shared/domain/time'
import type { MeetingPage } from '@polyphony/shared/wire/views'
import { useRef, useState } from 'react'
import { call } from '../../core/api.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { meeting } from '../../i18n/en/meeting.ts'
import { wallOf } from '../../i18n/zoned.ts'
import { announce } from '../../ui/Notice.tsx'
import { Form } from '../parts/Form.tsx'
import { useSend } from '../parts/useSend.ts'
import type { Wanted } from '../parts/WhenWhere.tsx'
import { momentOf, WhenWhere } from '../parts/WhenWhere.tsx'
import css from './MeetingPrepare.module.css'

addWords({ meeting })

interface ChangeWhenProps {
  readonly page: MeetingPage
  readonly onChanged: () => void
}

/** Another time or place. The links stay as they are. */
export function ChangeWhen({ page, onChanged }: ChangeWhenProps) {
  const box = useRef<HTMLDetailsElement>(null)
  const [wanted, setWanted] = useState<Wanted>({
    when: 'later',
    ...wallOf(page.startsAt, page.zone),
    zone: page.zone,
    place: page.place,
    placeWords: page.placeWords,
  })
  const sending = useSend({ startsAt: t('meeting.arrange.needDay') })

  async function move() {
    // A meeting that is on now may still change its place: its own time, in whole minutes, is never too late.
    const moment = momentOf(wanted, Math.min(systemClock.now(), page.startsAt - minutes(1)))
    if ('wrong' in moment) {
      sending.refuse({ startsAt: moment.wrong })
      return
    }
    const { zone, place, placeWords } = wanted
    const moved = { meeting: page.meeting, startsAt: moment.at, zone, place, placeWords }
    if (!(await sending.send(() => call('moveMeeting', moved)))) return
    announce(t('meeting.arrange.moved'))
    if (box.current) box.current.open = false
    onChanged()
  }

  return (
    <details className={css.change} ref={box}>
      <summary>{t('meeting.prepare.change')}</summary>
      <Form sending={sending} onSend={() => void move()} go={t('meeting.arrange.move')}>
        <WhenWhere wanted={wanted} onChange={setWanted} error={sending.at('startsAt')} offerNow={false} />
      </Form>
    </details>
  )
}
