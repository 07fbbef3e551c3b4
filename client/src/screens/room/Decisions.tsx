import { t } from '../../i18n/i18n.ts'
import type { EntryHead } from '../../meeting/entries.ts'
import { showDecision } from '../../meeting/decisions.ts'
import type { StandingShown } from '../../meeting/decisions.ts'
import { nameOf } from '../../meeting/people.ts'
import { Composer } from './Composer.tsx'
import { sayDate } from './dates.ts'
import { EntryText } from './EntryText.tsx'
import { useEntryWords, useLists, useRoomState } from './inRoom.ts'
import css from './Notebook.module.css'
import { Positions } from './Positions.tsx'
import { Section } from './Section.tsx'
import { Settle } from './Settle.tsx'
import { TakeBack, TakenBack } from './TakeBack.tsx'

/** Words, where each person stands, and how it stands: agreed, seen differently, left open. Never counted. */
export function Decisions({ hidden }: { readonly hidden: boolean }) {
  const all = useLists(lists => lists.decision)
  const shown = all.filter(head => !head.withdrawn)
  return (
    <Section
      id="decisions"
      kind="decision"
      title={t('room.decisions.title')}
      hint={t('room.decisions.hint')}
      hidden={hidden}
    >
      <div className={css.list}>
        {shown.map(head => (
          <OneDecision key={head.id} head={head} />
        ))}
      </div>
      <Composer kind="decision" placeholder={t('room.decisions.placeholder')} />
      <TakenBack kind="decision" />
    </Section>
  )
}

function OneDecision({ head }: { readonly head: EntryHead }) {
  const room = useRoomState()
  const words = useEntryWords(head.id)
  if (!words) return null
  const { decision, standing, positions } = showDecision(room, head.id, words.hash)
  const { lookAgain, duty } = decision
  const centre = nameOf(room, room.centre) ?? t('room.unknown')
  return (
    <article className={css.entry}>
      <EntryText head={head} label={t('room.decisions.label')} />
      {!words.empty && (
        <>
          <p className={css.standing} data-standing={standing.is}>
            {sayStanding(standing)}{' '}
            {standing.is === 'agreed' && lookAgain && (
              <span className={css.soft}>
                {lookAgain.when === 'date'
                  ? t('room.decisions.lookAgain', { date: sayDate(lookAgain.date) })
                  : t('room.decisions.untilWeMeet')}
              </span>
            )}
          </p>
          {duty && (
            <div className={css.inset}>
              <p>{t('room.decisions.reasonWas', { words: duty.reason })}</p>
              {duty.said !== '' && <p>{t('room.decisions.saidWas', { name: centre, words: duty.said })}</p>}
            </div>
          )}
          <Positions id={head.id} hash={words.hash} positions={positions} />
          <Settle id={head.id} hash={words.hash} />
        </>
      )}
      <TakeBack head={head} />
    </article>
  )
}

function sayStanding(standing: StandingShown): string {
  switch (standing.is) {
    case 'talking':
      return t('room.decisions.talking')
    case 'agreed':
      return t(standing.lapsed ? 'room.decisions.agreedLapsed' : 'room.decisions.agreed')
    case 'differently':
      return t('room.decisions.differently')
    case 'left-open':
      return t('room.decisions.leftOpen')
    case 'changed':
      return t('room.decisions.changed')
    case 'duty': {
      const said = t('room.decisions.dutyBy', { name: standing.by })
      return standing.lapsed ? `${said} ${t('room.decisions.dutyOld')}` : said
    }
  }
}
