import type { OpenDutyReading } from '@polyphony/shared/wire/duty'
import type { Instant } from '@polyphony/shared/domain/time'
import { systemClock } from '@polyphony/shared/domain/time'
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import { call } from '../../core/api.ts'
import { duty } from '../../i18n/en/duty.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { sayTime } from '../../i18n/time.ts'
import { Button, LinkButton } from '../../ui/Button.tsx'
import { announce, Notice } from '../../ui/Notice.tsx'
import { useSend } from '../parts/useSend.ts'
import css from './Duty.module.css'

addWords({ duty })

interface HourProps {
  readonly of: OpenDutyReading & { readonly now: Instant }
  readonly children: ReactNode
}

/**
 * What is read because of a duty stands on the screen for its hour and not longer, also in a tab that nobody touches. The
 * one who reads can end it sooner. It is not for paper.
 */
export function Hour({ of, children }: HourProps) {
  const { reading, until, now } = of
  const [gone, setGone] = useState<'over' | 'stopped' | null>(null)
  const sending = useSend()
  useEffect(() => {
    // So long from here, whatever this device's clock says it is; a device that slept looks when it wakes.
    const end = systemClock.now() + until - now
    const over = () => setGone(before => before ?? 'over')
    const woke = () => systemClock.now() >= end && over()
    const forget = systemClock.after(until - now, over)
    document.addEventListener('visibilitychange', woke)
    return () => {
      forget()
      document.removeEventListener('visibilitychange', woke)
    }
  }, [until, now])

  async function stop() {
    if (!(await sending.send(() => call('endDutyReading', { reading })))) return
    announce(t('duty.stopped'))
    setGone('stopped')
  }

  if (gone) {
    return (
      <Notice>
        <p>{t(`duty.${gone}`)}</p>
        <LinkButton to="/duty">{t('duty.again')}</LinkButton>
      </Notice>
    )
  }
  return (
    <>
      <div className={`${css.record} not-on-paper`}>
        <Notice>
          <p>{t('duty.until', { time: sayTime(until) })}</p>
          {sending.trouble && <p>{sending.trouble}</p>}
          <Button busy={sending.busy} onClick={() => void stop()}>
            {t('duty.stop')}
          </Button>
        </Notice>
        {children}
      </div>
      <p className={css.paper}>{t('duty.paper')}</p>
    </>
  )
}
