import type { RecordPage } from '@polyphony/shared/wire/views'
import { network } from '../../i18n/en/network.ts'
import { record as words } from '../../i18n/en/record.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { Words } from '../parts/Words.tsx'
import { NextMeeting, Questions } from './Ahead.tsx'
import { Decisions } from './Decisions.tsx'
import { peopleOf } from './people.ts'
import css from './Record.module.css'
import { Section } from './Section.tsx'
import { Steps } from './Steps.tsx'
import { Reflections, Voices } from './Voices.tsx'
import { WhoWasThere } from './WhoWasThere.tsx'

addWords({ record: words, network })

interface SealedProps {
  readonly page: RecordPage
  readonly onChanged: () => void
  /** Somebody from outside, because of a duty: they go on to no meeting from here. */
  readonly outside?: boolean
}

/** What was sealed, the same for everyone (C4), also for whoever reads it because of a duty. */
export function Sealed({ page, onChanged, outside = false }: SealedProps) {
  const { record } = page
  const people = peopleOf(record)
  return (
    <article className={css.record} aria-label={t('record.title')}>
      <WhoWasThere record={record} />
      <Voices record={record} people={people} />
      <Reflections record={record} people={people} />
      <Decisions record={record} people={people} />
      <Questions record={record} />
      <Steps page={page} people={people} onChanged={onChanged} />
      <NextMeeting record={record} goes={!outside} />
      {record.notes.some(block => block.runs.length > 0) && (
        <Section title={t('record.notes')}>
          <Words of={record.notes} />
        </Section>
      )}
    </article>
  )
}
