import type { Place } from '@polyphony/shared/domain/closing'
import type { Instant } from '@polyphony/shared/domain/time'
import { addWords, t } from '../../i18n/i18n.ts'
import { meeting } from '../../i18n/en/meeting.ts'
import { ownZone, sayWhen } from '../../i18n/time.ts'
import { instantOf } from '../../i18n/zoned.ts'
import { Choice } from '../../ui/Choice.tsx'
import { Field, Select } from '../../ui/Field.tsx'
import css from './WhenWhere.module.css'

addWords({ meeting })

export interface Wanted {
  /** null: not chosen yet. */
  readonly when: 'now' | 'later' | null
  readonly day: string
  readonly time: string
  readonly zone: string
  readonly place: Place
  readonly placeWords: string
}

/** The moment that is meant, or what is wrong with it. */
export function momentOf(wanted: Wanted, now: Instant): { readonly at: Instant } | { readonly wrong: string } {
  if (!wanted.day || !wanted.time) return { wrong: t('meeting.arrange.needDay') }
  const at = instantOf(wanted)
  if (at === null) return { wrong: t('meeting.arrange.noSuchTime') }
  return at < now ? { wrong: t('meeting.arrange.past') } : { at }
}

interface WhenWhereProps {
  readonly wanted: Wanted
  readonly onChange: (wanted: Wanted) => void
  readonly error: string | null
  /** A meeting that is moved is not "now". */
  readonly offerNow: boolean
}

export function WhenWhere({ wanted, onChange, error, offerNow }: WhenWhereProps) {
  const change = (to: Partial<Wanted>) => onChange({ ...wanted, ...to })
  const later = wanted.when === 'later' || !offerNow
  return (
    <>
      {offerNow && (
        <Choice
          legend={t('meeting.arrange.when')}
          value={wanted.when}
          onChange={when => change({ when })}
          error={wanted.when === null ? error : null}
          row
          options={[
            { value: 'now', label: t('meeting.arrange.now'), hint: t('meeting.arrange.nowHint') },
            { value: 'later', label: t('meeting.arrange.later'), hint: t('meeting.arrange.laterHint') },
          ]}
        />
      )}
      {later && <DayAndTime wanted={wanted} change={change} error={error} />}
      <Choice
        legend={t('meeting.arrange.where')}
        value={wanted.place}
        onChange={place => change({ place })}
        options={(['online', 'home', 'mixed'] as const).map(value => ({
          value,
          label: t(`meeting.arrange.${value}`),
          hint: t(`meeting.arrange.${value}Hint`),
        }))}
      />
      {wanted.place !== 'online' && (
        <Field
          label={t('meeting.arrange.placeWords')}
          hint={t('meeting.arrange.placeWordsHint')}
          optional
          autoComplete="off"
          maxLength={200}
          value={wanted.placeWords}
          onChange={event => change({ placeWords: event.target.value })}
        />
      )}
    </>
  )
}

interface DayAndTimeProps {
  readonly wanted: Wanted
  readonly change: (to: Partial<Wanted>) => void
  readonly error: string | null
}

/** The device's own boxes for day and time; below them in words what was chosen, with its weekday. */
function DayAndTime({ wanted, change, error }: DayAndTimeProps) {
  const at = wanted.day && wanted.time ? instantOf(wanted) : null
  return (
    <div className={css.when}>
      <Field
        label={t('meeting.arrange.day')}
        type="date"
        error={error}
        value={wanted.day}
        onChange={event => change({ day: event.target.value })}
      />
      <Field
        label={t('meeting.arrange.time')}
        type="time"
        aria-invalid={error && wanted.day ? true : undefined}
        value={wanted.time}
        onChange={event => change({ time: event.target.value })}
      />
      <div className={css.zone}>
        <Select
          label={t('meeting.arrange.zone')}
          hint={t('meeting.arrange.zoneHint')}
          value={wanted.zone}
          onChange={zone => change({ zone })}
          options={zones(wanted.zone).map(value => ({ value, label: value.replaceAll('_', ' ') }))}
        />
      </div>
      <p className={css.readOut} aria-live="off">
        {at !== null && t('meeting.arrange.readOut', { when: sayWhen(at, wanted.zone) })}
      </p>
    </div>
  )
}

/** All that the device knows; the two that matter first. */
function zones(chosen: string): string[] {
  const known = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : []
  return [...new Set([ownZone(), chosen, ...known])]
}
