import { positions as allPositions } from '@polyphony/shared/domain/decision'
import type { Position } from '@polyphony/shared/domain/decision'
import type { EntryId } from '@polyphony/shared/domain/ids'
import { useState } from 'react'
import { t } from '../../../i18n/i18n.ts'
import { nameOf } from '../../../meeting/people.ts'
import type { PositionShown } from '../../../meeting/decisions.ts'
import { speaksNow } from '../../../meeting/room.ts'
import { Button } from '../../../ui/Button.tsx'
import { Face } from '../../../ui/Face.tsx'
import { Field } from '../../../ui/Field.tsx'
import { instead } from '../../parts/useSend.ts'
import { useDeeds, useLive, usePossible, useRoomState } from '../inRoom.ts'
import css from '../Positions.module.css'
import { sayPosition } from './sayPosition.ts'
import { SaidAloud } from './SaidAloud.tsx'
import { Trouble } from '../Trouble.tsx'
import { focusFirst } from '../useKeepFocus.ts'

export interface PositionsProps {
  readonly id: EntryId
  readonly hash: string
  readonly positions: readonly PositionShown[]
}

/** Each person by first name, where they stand in a word. No sums, no bars, nothing that wins. */
export function Positions({ id, hash, positions }: PositionsProps) {
  const you = useLive(speaksNow)
  const mine = positions.find(shown => shown.person === you)
  return (
    <div className={css.all}>
      <ul className={css.people} aria-label={t('deciding.decisions.positions')}>
        {positions.map(shown => (
          <OnePosition key={shown.person} shown={shown} />
        ))}
      </ul>
      {mine && <YourPosition id={id} hash={hash} mine={mine} />}
      <SaidAloud id={id} hash={hash} positions={positions} />
    </div>
  )
}

function YourPosition({ id, hash, mine }: Omit<PositionsProps, 'positions'> & { readonly mine: PositionShown }) {
  const room = useRoomState()
  const shared = useLive(({ room: now, device, you }) => now?.seats.some(s => s.device === device && s.person !== you))
  const may = usePossible()
  const { act, trouble } = useDeeds()
  const [words, setWords] = useState<string | null>(null)
  const [changing, setChanging] = useState(false)
  const chosen = mine.taken && !mine.lapsed ? mine.taken.position : null
  const take = async (position: Position, said: string): Promise<boolean> => {
    const went = await act({ do: 'take-position', decision: id, position, words: said, hash })
    if (went) setChanging(false)
    return went
  }
  const mayTake = may({ do: 'take-position', decision: id, position: 'not-sure', words: '', hash })
  if (!mayTake) return null
  const name = nameOf(room, mine.person) ?? ''
  if (chosen !== null && !changing && words === null) {
    return (
      <div className={css.mine}>
        <button type="button" className={css.aside} onClick={() => setChanging(true)}>
          {t('deciding.decisions.standChange')}
        </button>
        <button type="button" className={css.aside} onClick={() => setWords(mine.taken?.words ?? '')}>
          {t('deciding.decisions.wordsAdd')}
        </button>
      </div>
    )
  }
  return (
    <fieldset className={css.yours}>
      <legend className={css.legend}>
        {shared ? t('deciding.decisions.standAs', { name }) : t('deciding.decisions.stand')}
      </legend>
      <p className={css.hint}>{t('deciding.decisions.standHint')}</p>
      <div className={css.choices}>
        {allPositions.map(position => (
          <button
            key={position}
            type="button"
            className={css.choice}
            aria-pressed={chosen === position}
            onClick={() => void take(position, mine.taken?.words ?? '')}
          >
            {t(sayPosition[position])}
          </button>
        ))}
      </div>
      {chosen !== null && words !== null && (
        <form
          ref={focusFirst}
          className={css.words}
          onSubmit={instead(() => void take(chosen, words).then(went => went && setWords(null)))}
        >
          <Field
            label={t('deciding.decisions.words')}
            optional
            value={words}
            maxLength={1000}
            autoComplete="off"
            onChange={event => setWords(event.target.value)}
          />
          <Button type="submit">{t('deciding.decisions.wordsSave')}</Button>
        </form>
      )}
      <Trouble says={trouble} />
    </fieldset>
  )
}

function OnePosition({ shown }: { readonly shown: PositionShown }) {
  const { person, name, taken, lapsed, markedBy } = shown
  return (
    <li className={css.person}>
      <Face name={name} id={person} size="small" />
      <div className={css.said}>
        <span className={css.name}>{name}</span>{' '}
        <span className={taken && !lapsed ? css.stands : css.silent}>
          {taken ? t(sayPosition[taken.position]) : t('deciding.decisions.silent')}
        </span>
        {lapsed && <span className={css.note}>{t('deciding.decisions.lapsed')}</span>}
        {markedBy !== null && <span className={css.note}>{t('deciding.decisions.aloud', { name: markedBy })}</span>}
        {taken && taken.words !== '' && <q className={css.quote}>{taken.words}</q>}
      </div>
    </li>
  )
}
