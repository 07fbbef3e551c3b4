import type { MeetingRecord } from '@polyphony/shared/domain/record'
import { addWords, t } from '../../i18n/i18n.ts'
import { network } from '../../i18n/en/network.ts'
import { record as words } from '../../i18n/en/record.ts'
import { sayDay, sayWhen } from '../../i18n/time.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Waiting.tsx'
import { Words } from '../parts/Words.tsx'
import css from './Record.module.css'
import { Aside, Entries, Entry, Section } from './Section.tsx'

addWords({ record: words, network })

interface OfRecord {
  readonly record: MeetingRecord
}

/** Not knowing is allowed. A question that was open before says since when. */
export function Questions({ record }: OfRecord) {
  return (
    <Section title={t('record.open')} kind="question">
      {record.questions.length === 0 && <Empty>{t('record.openNone')}</Empty>}
      <Entries>
        {record.questions.map(({ id, body, question }) => (
          <Entry key={id} kind="question">
            <Words of={body} />
            {question.ended && <p>{t(`record.questionEnd.${question.ended.how}`)}</p>}
            {question.carried[0] && <Aside>{t('network.since', { day: sayDay(question.carried[0].at) })}</Aside>}
          </Entry>
        ))}
      </Entries>
    </Section>
  )
}

/** goes: whether this reader may go to it. */
export function NextMeeting({ record, goes }: OfRecord & { readonly goes: boolean }) {
  const { next, nextMeeting } = record
  return (
    <Section title={t('record.next')}>
      {next === null && <Empty>{t('record.nextOpen')}</Empty>}
      {next?.next === 'none' && <p>{t('record.nextNone')}</p>}
      {next?.next === 'at' && (
        <p>
          <span className={css.when}>{sayWhen(next.at, next.zone)}</span>
          <br />
          {[t(`network.place.${next.place}`), next.placeWords].filter(Boolean).join(', ')}
        </p>
      )}
      {next?.next === 'at' && next.who && (
        <p>
          {t('record.nextWho', {
            names: record.people
              .filter(person => next.who?.includes(person.id))
              .map(person => person.name)
              .join(', '),
          })}
        </p>
      )}
      {goes && nextMeeting && (
        <div className="not-on-paper">
          <LinkButton to={`/meetings/${nextMeeting}`}>{t('record.goToNext')}</LinkButton>
        </div>
      )}
    </Section>
  )
}
