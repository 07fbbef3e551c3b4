import type { Clock } from '@polyphony/shared/domain/time'
import { seconds } from '@polyphony/shared/domain/time'
import type { TimedBlock, TimedRun, Timeline } from '@polyphony/shared/wire/history'
import { useEffect, useId, useState } from 'react'
import { call } from '../../../core/api.ts'
import { t } from '../../../i18n/i18n.ts'
import { sayTime } from '../../../i18n/time.ts'
import { Button } from '../../../ui/Button.tsx'
import { hueOf } from '../../../ui/initials.ts'
import { Empty } from '../../../ui/Waiting.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { useAsk } from '../../parts/useAsk.ts'
import css from './History.module.css'
import { Lines } from './Lines.tsx'
import { namesIn, placesOf, sayAll } from './told.ts'
import type { Names } from './told.ts'

interface ReplayProps {
  readonly meeting: string
  readonly clock: Clock
}

/** How the words came to be, moment by moment. Nothing moves unless somebody asks for it. */
export function ReplayView({ meeting, clock }: ReplayProps) {
  const asked = useAsk(() => call('timeline', { meeting }), [meeting])
  return (
    <Answer to={asked}>
      {told =>
        told.moments.length === 0 ? <Empty>{t('history.play.none')}</Empty> : <Play told={told} clock={clock} />
      }
    </Answer>
  )
}

const pace = seconds(1.5)

function Play({ told, clock }: { readonly told: Timeline; readonly clock: Clock }) {
  const last = told.moments.length - 1
  const [at, setAt] = useState(last)
  const [plays, setPlays] = useState(false)
  const id = useId()
  const names = namesIn(told.people)
  useEffect(() => {
    if (!plays) return
    if (at >= last) return setPlays(false)
    return clock.after(pace, () => setAt(at + 1))
  }, [plays, at, last, clock])
  const moment = told.moments[at]
  const says = moment ? t('history.play.at', { time: sayTime(moment.at), names: sayAll(moment.by.map(names.of)) }) : ''
  const go = (to: number) => {
    setPlays(false)
    setAt(Math.max(0, Math.min(last, to)))
  }
  return (
    <>
      <div className={css.player}>
        <label className={css.slider} htmlFor={id}>
          {t('history.play.slider')}
        </label>
        <input
          id={id}
          type="range"
          min={0}
          max={last}
          step={1}
          value={at}
          aria-valuetext={says}
          onChange={event => go(Number(event.target.value))}
        />
        <p className={css.now}>{says}</p>
        <div className={css.row}>
          <Button onClick={() => go(at - 1)}>{t('history.play.before')}</Button>
          <Button onClick={() => go(at + 1)}>{t('history.play.after')}</Button>
          <Button
            aria-pressed={plays}
            onClick={() => {
              if (!plays && at === last) setAt(0)
              setPlays(!plays)
            }}
          >
            {t(plays ? 'history.play.stop' : 'history.play.play')}
          </Button>
        </div>
      </div>
      {placesOf(told).map(({ where, title, words }) => {
        const lines = words.filter(line => standsAt(line, at)).map(line => linesAt(line, at))
        if (lines.every(line => line.runs.length === 0)) return null
        return (
          <section key={where} className={css.place} aria-label={title}>
            <h3>{title}</h3>
            <Lines of={lines} run={(run, key) => <Timed key={key} run={run} at={at} names={names} />} />
          </section>
        )
      })}
    </>
  )
}

const standsAt = (it: { readonly from: number; readonly until?: number }, at: number): boolean =>
  it.from <= at && (it.until === undefined || it.until > at)

const linesAt = (line: TimedBlock, at: number) => ({
  ...line,
  runs: line.runs.filter(run => standsAt(run, at)),
})

function Timed({ run, at, names }: { readonly run: TimedRun; readonly at: number; readonly names: Names }) {
  if (run.from !== at || run.text.trim() === '') return <span>{run.text}</span>
  return (
    <ins className={css.mark} data-hue={run.by === null ? undefined : hueOf(run.by)}>
      <span className={css.name}>{names.of(run.by)}</span>
      {run.text}
    </ins>
  )
}
