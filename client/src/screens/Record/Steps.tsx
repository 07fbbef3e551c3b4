import type { NextStep } from '@polyphony/shared/domain/step'
import type { RecordPage } from '@polyphony/shared/wire/views'
import { addWords, t } from '../../i18n/i18n.ts'
import { network } from '../../i18n/en/network.ts'
import { record as words } from '../../i18n/en/record.ts'
import { sayDate, sayDay } from '../../i18n/time.ts'
import { Empty } from '../../ui/Waiting.tsx'
import { Words } from '../parts/Words.tsx'
import type { People } from './people.ts'
import css from './Record.module.css'
import { Aside, Entries, Entry, Section } from './Section.tsx'
import { TellStep } from './TellStep.tsx'

addWords({ record: words, network })

interface StepsProps {
  readonly page: RecordPage
  readonly people: People
  readonly onChanged: () => void
}

/** As they stand today. Nothing is late; a date is a wish. */
export function Steps({ page, people, onChanged }: StepsProps) {
  const { record, steps, you } = page
  return (
    <Section title={t('record.steps')} kind="step" hint={t('record.stepsHint')}>
      {record.steps.length === 0 && <Empty>{t('record.stepsNone')}</Empty>}
      <Entries>
        {record.steps.map(entry => {
          const step = steps[entry.id] ?? entry.step
          return (
            <Entry key={entry.id} kind="step">
              <Words of={entry.body} />
              <p>{sayOwner(step, people)}</p>
              <Told step={step} people={people} />
              {step.owner === you && <TellStep meeting={record.meeting} entry={entry} onTold={onChanged} />}
            </Entry>
          )
        })}
      </Entries>
    </Section>
  )
}

function sayOwner(step: NextStep, people: People): string {
  const who = step.owner ? t('network.owner', { name: people.name(step.owner) }) : t('network.noOwner')
  const asked = !step.owner && step.offeredTo && t('network.offered', { name: people.name(step.offeredTo) })
  const aloud = step.owner && step.markedBy && t('record.saidAloud', { name: people.name(step.markedBy) })
  return [who, aloud, asked, step.date && t('network.onDay', { day: sayDate(step.date) })].filter(Boolean).join(', ')
}

function Told({ step, people }: { readonly step: NextStep; readonly people: People }) {
  if (step.told.length === 0) return null
  return (
    <ul className={css.told}>
      {step.told.map(told => (
        <li key={told.at}>
          <p>
            {t('record.toldBy', {
              name: people.name(told.by),
              when: sayDay(told.at),
              how: t(`network.told.${told.how}`),
            })}
          </p>
          {told.words && <Aside>{told.words}</Aside>}
          {told.markedBy && <Aside>{t('record.saidAloud', { name: people.name(told.markedBy) })}</Aside>}
        </li>
      ))}
    </ul>
  )
}
