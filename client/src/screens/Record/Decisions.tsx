import type { TakenPosition } from '@polyphony/shared/domain/decision'
import type { PersonId } from '@polyphony/shared/domain/ids'
import type { MeetingRecord } from '@polyphony/shared/domain/record'
import { addWords, t } from '../../i18n/i18n.ts'
import { network } from '../../i18n/en/network.ts'
import { record as words } from '../../i18n/en/record.ts'
import { Empty } from '../../ui/Waiting.tsx'
import { sayLookAgain } from '../parts/lookAgain.ts'
import { Words } from '../parts/Words.tsx'
import type { People } from './people.ts'
import css from './Record.module.css'
import { Aside, Entries, Entry, Section } from './Section.tsx'

addWords({ record: words, network })

type DecisionEntry = MeetingRecord['decisions'][number]
interface OfRecord {
  readonly record: MeetingRecord
  readonly people: People
}

/** Each person's position by first name. Nothing is counted (P6). */
export function Decisions({ record, people }: OfRecord) {
  return (
    <Section title={t('record.decisions')} kind="decision">
      {record.decisions.length === 0 && <Empty>{t('record.decisionsNone')}</Empty>}
      <Entries>
        {record.decisions.map(entry => (
          <Entry key={entry.id} kind="decision">
            <Words of={entry.body} />
            <Standing entry={entry} people={people} centre={record.centre} />
            <Positions entry={entry} people={people} />
          </Entry>
        ))}
      </Entries>
    </Section>
  )
}

function Standing({ entry, people, centre }: { entry: DecisionEntry; people: People; centre: string }) {
  const { standing, lookAgain, agreedHash, duty } = entry.decision
  if (duty) {
    return (
      <>
        <p>
          <strong>
            {t('network.duty')}: {people.name(duty.by)}
          </strong>
          <Lapsed when={duty.hash !== entry.hash} says={t('record.changedSince')} />
        </p>
        <p>{t('network.dutyBecause', { reason: duty.reason })}</p>
        {duty.said && <p>{t('network.dutySaid', { name: centre, said: duty.said })}</p>}
        <p>{t('network.dutyAppeal', { name: centre })}</p>
      </>
    )
  }
  return (
    <p>
      <strong>{t(`network.standing.${standing}`)}</strong>
      {lookAgain && `, ${sayLookAgain(lookAgain)}`}
      <Lapsed when={standing === 'agreed' && agreedHash !== entry.hash} says={t('record.changedSince')} />
    </p>
  )
}

function Positions({ entry, people }: { entry: DecisionEntry; people: People }) {
  const taken = (Object.entries(entry.decision.positions) as [PersonId, TakenPosition][])
    .map(([id, position]) => ({ id, position, name: people.name(id) }))
    .sort((a, b) => a.name.localeCompare(b.name))
  if (taken.length === 0) return null
  return (
    <>
      <h3 className="visually-hidden">{t('record.positions')}</h3>
      <dl className={css.positions}>
        {taken.map(({ id, position, name }) => (
          <div key={id} className={css.position}>
            <dt>{name}</dt>
            <dd>
              {t(`record.position.${position.position}`)}
              {position.words && `: “${position.words}”`}
              {position.markedBy && <Aside>{t('record.saidAloud', { name: people.name(position.markedBy) })}</Aside>}
              <Lapsed when={position.hash !== entry.hash} says={t('record.lapsed')} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}

/** The words are others now than when this was said (P4). It stays, and says so. */
function Lapsed({ when, says }: { when: boolean; says: string }) {
  return when ? <span className={css.lapsed}> ({says})</span> : null
}
