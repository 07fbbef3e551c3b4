import { useMemo } from 'react'
import { t } from '../../i18n/i18n.ts'
import type { EntryHead } from '../../meeting/entries.ts'
import { groupVoices, heardness } from '../../meeting/voices.ts'
import type { Heardness, VoiceGroup } from '../../meeting/voices.ts'
import { Button } from '../../ui/Button.tsx'
import { Face } from '../../ui/Face.tsx'
import { Empty } from '../../ui/Waiting.tsx'
import { EntryText } from './EntryText.tsx'
import { useDeeds, useEntryWords, useLists, usePossible, useRoomState } from './inRoom.ts'
import css from './Notebook.module.css'
import { notThis, Section } from './Section.tsx'
import type { PartProps } from './Section.tsx'
import { TakeBack, TakenBack } from './TakeBack.tsx'
import { Trouble } from './Trouble.tsx'
import { VoiceComposer } from './VoiceComposer.tsx'
import { WhoIsHeard } from './WhoIsHeard.tsx'

/** One block per person, in their own words. First of all parts: what is felt comes before what is done. */
export function Voices({ hidden, only }: PartProps) {
  const room = useRoomState()
  const all = useLists(lists => lists.voice)
  const { people } = room
  const groups = useMemo(() => groupVoices(room, all), [people, all])
  return (
    <Section id="voices" kind="voice" title={t('room.voices.title')} hint={t('room.voices.hint')} hidden={hidden}>
      {groups.length === 0 && <Empty>{t('room.voices.none')}</Empty>}
      <div className={css.list}>
        {groups.map(group => (
          <VoiceBlock key={group.key} group={group} only={only} />
        ))}
      </div>
      <VoiceComposer />
      <TakenBack kind="voice" />
      {only === undefined && <WhoIsHeard />}
    </Section>
  )
}

function VoiceBlock({ group, only }: { readonly group: VoiceGroup; readonly only: PartProps['only'] }) {
  const { speaker, entries } = group
  const title = titleOf(group)
  return (
    <article
      className={css.voice}
      aria-label={title}
      hidden={only !== undefined && entries.every(head => head.id !== only)}
    >
      <header className={css.who}>
        <Face name={speaker === null ? group.speakerWords : group.name} id={speaker ?? group.key} size="small" />
        <h3>{title}</h3>
      </header>
      {entries.map(head => (
        <VoiceWords key={head.id} head={head} group={group} hidden={notThis(head, only)} />
      ))}
    </article>
  )
}

function titleOf({ speaker, name, speakerWords }: VoiceGroup): string {
  if (speaker === null) return t('room.voices.absent', { name: speakerWords || t('room.someone') })
  return speakerWords === '' ? name : t('room.voices.part', { name, part: speakerWords })
}

interface VoiceWordsProps {
  readonly head: EntryHead
  readonly group: VoiceGroup
  readonly hidden: boolean
}

function VoiceWords({ head, group, hidden }: VoiceWordsProps) {
  const room = useRoomState()
  const words = useEntryWords(head.id)
  const may = usePossible()
  const { act, trouble, busy } = useDeeds()
  if (!words) return null
  const heard = heardness(room, head, words.hash)
  const check = { do: 'check-voice', entry: head.id, hash: words.hash } as const
  const asked = heard.is === 'heard' && !heard.checked && head.speaker !== null && may(check, head.speaker)
  const label =
    head.speaker === null
      ? t('room.voices.labelAbsent', { name: head.speakerWords || t('room.someone') })
      : t('room.voices.label', { name: group.name })
  return (
    <div className={css.entry} data-unchecked={(heard.is === 'heard' && !heard.checked) || undefined} hidden={hidden}>
      <EntryText head={head} label={label} placeholder={t('room.voices.placeholder')} />
      <p className={css.mark}>{markOf(heard, head, group.name)}</p>
      {asked && (
        <div className={css.ask}>
          <p>{t('room.voices.askCheck', { name: heard.by })}</p>
          <Button look="primary" busy={busy} onClick={() => void act(check, head.speaker ?? undefined)}>
            {t('room.voices.check')}
          </Button>
        </div>
      )}
      <Trouble says={trouble} />
      <TakeBack head={head} />
    </div>
  )
}

function markOf(heard: Heardness, head: EntryHead, name: string): string | null {
  if (heard.is === 'own') return null
  if (head.speaker === null) return t('room.voices.forAbsent', { name: heard.by })
  return heard.checked ? t('room.voices.checked', { by: heard.by, name }) : t('room.voices.heard', { name: heard.by })
}
