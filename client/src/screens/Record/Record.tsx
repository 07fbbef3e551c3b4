import type { RecordPage } from '@polyphony/shared/wire/views'
import { Link, useParams } from 'wouter'
import { addWords, t } from '../../i18n/i18n.ts'
import { network } from '../../i18n/en/network.ts'
import { record as words } from '../../i18n/en/record.ts'
import { cityOf, ownZone, sayDay, sayTime } from '../../i18n/time.ts'
import { PageFrame } from '../../ui/PageFrame.tsx'
import { Answer } from '../parts/Answer.tsx'
import { useAsk } from '../parts/useAsk.ts'
import { WhoHasLooked } from '../parts/WhoHasLooked.tsx'
import { Words } from '../parts/Words.tsx'
import { Additions } from './Additions.tsx'
import { Copies } from './Copies.tsx'
import { Decisions } from './Decisions.tsx'
import { NextMeeting, Questions } from './Ahead.tsx'
import { Past } from './Past.tsx'
import { peopleOf } from './people.ts'
import { sealedRecord } from './sealedRecord.ts'
import css from './Record.module.css'
import { Section } from './Section.tsx'
import { Steps } from './Steps.tsx'
import { Reflections, Voices } from './Voices.tsx'
import { WhoWasThere } from './WhoWasThere.tsx'

addWords({ record: words, network })

/**
 * The record: one page, the same for everyone who was there. Also shown under the address of the meeting once it has
 * ended (C4).
 */
export function Record() {
  const { meeting = '' } = useParams()
  const asked = useAsk(() => sealedRecord(meeting), [meeting])
  const page = asked.is === 'here' ? asked.value : null
  return (
    <PageFrame
      title={t('record.title')}
      above={
        page && (
          <Link className="not-on-paper" href={`/networks/${page.record.network}`}>
            {t('network.title', { name: page.record.centre })}
          </Link>
        )
      }
      lead={
        page && (
          <>
            <p className={css.when}>{sayWhenItWas(page)}</p>
            <p>{t('record.lead')}</p>
          </>
        )
      }
    >
      <Answer to={asked}>{(value, again) => <Whole page={value} onChanged={again} />}</Answer>
    </PageFrame>
  )
}

function Whole({ page, onChanged }: { readonly page: RecordPage; readonly onChanged: () => void }) {
  const { record } = page
  const people = peopleOf(record)
  return (
    <div className={css.record}>
      {/* What was sealed, the same for everyone (C4); below it, what came later and what is each reader's own. */}
      <article className={css.record} aria-label={t('record.title')}>
        <WhoWasThere record={record} />
        <Voices record={record} people={people} />
        <Reflections record={record} people={people} />
        <Decisions record={record} people={people} />
        <Questions record={record} />
        <Steps page={page} people={people} onChanged={onChanged} />
        <NextMeeting record={record} />
        {record.notes.some(block => block.runs.length > 0) && (
          <Section title={t('record.notes')}>
            <Words of={record.notes} />
          </Section>
        )}
      </article>
      <Past meeting={record.meeting} />
      <Additions page={page} onChanged={onChanged} />
      <Copies page={page} />
      <WhoHasLooked network={record.network} meeting={record.meeting} />
    </div>
  )
}

/** "Tuesday 24 November 2026, from 14:20 to 15:40 · online", by the clock of the place where it was. */
function sayWhenItWas({ record }: RecordPage): string {
  const { zone } = record
  const from = record.openedAt ?? record.startsAt
  const hours = t('record.from', { from: sayTime(from, zone), to: sayTime(record.endedAt, zone) })
  const where = [t(`network.place.${record.place}`), record.placeWords].filter(Boolean).join(', ')
  const elsewhere = sayTime(from, zone) === sayTime(from, ownZone()) ? '' : ` (${cityOf(zone)})`
  return `${sayDay(from, zone, true)}, ${hours}${elsewhere} · ${where}`
}
