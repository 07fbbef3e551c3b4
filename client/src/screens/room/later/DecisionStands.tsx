import type { Decision, DecisionStanding } from '@polyphony/shared/domain/decision'
import type { EntryId } from '@polyphony/shared/domain/ids'
import { deciding } from '../../../i18n/en/deciding.ts'
import { addWords, t } from '../../../i18n/i18n.ts'
import type { Key } from '../../../i18n/i18n.ts'
import { sayTime } from '../../../i18n/time.ts'
import { showDecision } from '../../../meeting/decisions.ts'
import type { StandingShown } from '../../../meeting/decisions.ts'
import { nameOf } from '../../../meeting/people.ts'
import { sayDate } from '../dates.ts'
import { useRoomState } from '../inRoom.ts'
import css from '../Notebook.module.css'
import { Positions } from './Positions.tsx'
import { Settle } from './Settle.tsx'

addWords({ deciding })

/** How it stands with a decision, and where each of us stands. */
export function DecisionStands({ id, hash }: { readonly id: EntryId; readonly hash: string }) {
  const room = useRoomState()
  const { decision, standing, positions } = showDecision(room, id, hash)
  const { lookAgain, duty } = decision
  const centre = nameOf(room, room.centre) ?? t('room.unknown')
  return (
    <>
      <p className={css.standing} data-standing={standing.is}>
        {sayStanding(standing)}{' '}
        {standing.is === 'agreed' && lookAgain && (
          <span className={css.soft}>
            {lookAgain.when === 'date'
              ? t('deciding.decisions.lookAgain', { date: sayDate(lookAgain.date) })
              : t('deciding.decisions.untilWeMeet')}
          </span>
        )}
      </p>
      {duty && (
        <div className={css.inset}>
          <p>{t('deciding.decisions.reasonWas', { words: duty.reason })}</p>
          {duty.said !== '' && <p>{t('deciding.decisions.saidWas', { name: centre, words: duty.said })}</p>}
          <p>
            {t('deciding.decisions.dutyAppeal', { name: centre })}{' '}
            <a href="/help.html" target="polyphony-help">
              {t('deciding.decisions.dutyHelp')}
            </a>
          </p>
        </div>
      )}
      <Positions id={id} hash={hash} positions={positions} />
      <Settle id={id} hash={hash} />
      <Before history={decision.history} />
    </>
  )
}

/** A change of mind stays to be seen, with who said it (P2). */
function Before({ history }: Pick<Decision, 'history'>) {
  const room = useRoomState()
  const earlier = history.slice(0, -1)
  if (earlier.length === 0) return null
  return (
    <details className={css.details}>
      <summary>{t('deciding.decisions.before')}</summary>
      <ul className={css.past}>
        {earlier.map(({ standing, at, by }) => (
          <li key={`${at} ${standing}`}>
            {t('deciding.decisions.beforeLine', {
              how: t(standingWords[standing]),
              name: nameOf(room, by) ?? t('room.unknown'),
              when: sayTime(at),
            })}
          </li>
        ))}
      </ul>
    </details>
  )
}

const standingWords = {
  talking: 'deciding.decisions.talking',
  agreed: 'deciding.decisions.agreed',
  differently: 'deciding.decisions.differently',
  'left-open': 'deciding.decisions.leftOpen',
  changed: 'deciding.decisions.changed',
} as const satisfies Record<DecisionStanding, Key>

function sayStanding(standing: StandingShown): string {
  switch (standing.is) {
    case 'talking':
      return t('deciding.decisions.talking')
    case 'agreed':
      return t(standing.lapsed ? 'deciding.decisions.agreedLapsed' : 'deciding.decisions.agreed')
    case 'differently':
      return t('deciding.decisions.differently')
    case 'left-open':
      return t('deciding.decisions.leftOpen')
    case 'changed':
      return t('deciding.decisions.changed')
    case 'duty': {
      const said = t('deciding.decisions.dutyBy', { name: standing.by })
      return standing.lapsed ? `${said} ${t('deciding.decisions.dutyOld')}` : said
    }
  }
}
