import type { EntryId } from '@polyphony/shared/domain/ids'
import { deciding } from '../../../i18n/en/deciding.ts'
import { addWords, t } from '../../../i18n/i18n.ts'
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
        </div>
      )}
      <Positions id={id} hash={hash} positions={positions} />
      <Settle id={id} hash={hash} />
    </>
  )
}

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
