import type { MeetingRecord } from '@polyphony/shared/domain/record'
import { addWords, t } from '../../i18n/i18n.ts'
import { record as words } from '../../i18n/en/record.ts'
import { Empty } from '../../ui/Waiting.tsx'
import { Words } from '../parts/Words.tsx'
import type { People } from './people.ts'
import css from './Record.module.css'
import { Aside, Entries, Entry, Section } from './Section.tsx'

addWords({ record: words })

interface OfRecord {
  readonly record: MeetingRecord
  readonly people: People
}
type Voice = MeetingRecord['voices'][number]

/** In their own words. Whether somebody has checked what was written for them stays visible for ever. */
export function Voices({ record, people }: OfRecord) {
  return (
    <Section title={t('record.voices')} kind="voice">
      {record.voices.length === 0 && <Empty>{t('record.voicesNone')}</Empty>}
      <Entries>
        {record.voices.map(voice => (
          <Entry key={voice.id} kind="voice">
            <h3 className={css.speaker}>
              {t(voice.speaker === null ? 'record.forAbsent' : 'record.inWords', { name: speakerOf(voice, people) })}
            </h3>
            <Words of={voice.body} />
            <Aside>{checkOf(voice, people)}</Aside>
          </Entry>
        ))}
      </Entries>
    </Section>
  )
}

function speakerOf(voice: Voice, people: People): string {
  const name = voice.speaker === null ? '' : people.name(voice.speaker)
  if (name && voice.speakerWords) return `${name}, ${voice.speakerWords}`
  return name || voice.speakerWords || t('record.notHere')
}

function checkOf(voice: Voice, people: People): string {
  const author = people.name(voice.author)
  if (voice.check) return t('record.checked', { name: people.name(voice.check.by), author })
  // Nobody can check for somebody who was not there.
  if (voice.speaker === null) return t('record.ownWords', { name: author })
  return t(voice.author === voice.speaker ? 'record.ownWords' : 'record.heardBy', { name: author })
}

export function Reflections({ record, people }: OfRecord) {
  return (
    <Section title={t('record.reflections')} kind="reflection" hint={t('record.reflectionsHint')}>
      {record.reflections.length === 0 && <Empty>{t('record.reflectionsNone')}</Empty>}
      <Entries>
        {record.reflections.map(reflection => (
          <Entry key={reflection.id} kind="reflection">
            <Words of={reflection.body} />
            <Aside>{t('record.ownWords', { name: people.name(reflection.author) })}</Aside>
          </Entry>
        ))}
      </Entries>
    </Section>
  )
}
