import { positions as allPositions } from '@polyphony/shared/domain/decision'
import type { Position } from '@polyphony/shared/domain/decision'
import type { EntryId, PersonId } from '@polyphony/shared/domain/ids'
import { useState } from 'react'
import { t } from '../../../i18n/i18n.ts'
import type { PositionShown } from '../../../meeting/decisions.ts'
import { speaksNow } from '../../../meeting/room.ts'
import { Button } from '../../../ui/Button.tsx'
import { useDeeds, useLive, usePossible } from '../inRoom.ts'
import css from '../Positions.module.css'
import { Trouble } from '../Trouble.tsx'
import { focusFirst } from '../useKeepFocus.ts'
import { sayPosition } from './sayPosition.ts'

interface SaidAloudProps {
  readonly id: EntryId
  readonly hash: string
  readonly positions: readonly PositionShown[]
}

/** Somebody has said it aloud and another marks it for them: first who, then what. It shows as such (P1). */
export function SaidAloud({ id, hash, positions }: SaidAloudProps) {
  const you = useLive(speaksNow)
  const may = usePossible()
  const { act, trouble } = useDeeds()
  const [open, setOpen] = useState(false)
  const [who, setWho] = useState<PersonId | null>(null)
  const mark = (person: PersonId, position: Position) =>
    ({ do: 'mark-position', decision: id, person, position, hash }) as const
  const others = positions.filter(({ person }) => person !== you && may(mark(person, 'not-sure')))
  if (others.length === 0) return null
  const close = (): void => {
    setOpen(false)
    setWho(null)
  }
  if (!open) {
    return (
      <div className={css.mine}>
        <button type="button" className={css.aside} onClick={() => setOpen(true)}>
          {t('deciding.decisions.mark')}
        </button>
      </div>
    )
  }
  const chosen = others.find(({ person }) => person === who)
  return (
    <fieldset className={css.marking} ref={focusFirst} key={who}>
      <legend className={css.legend}>
        {chosen ? t('deciding.decisions.markFor', { name: chosen.name }) : t('deciding.decisions.markWho')}
      </legend>
      <div className={css.choices}>
        {chosen
          ? allPositions.map(position => (
              <button
                key={position}
                type="button"
                className={css.choice}
                onClick={() => void act(mark(chosen.person, position)).then(went => went && close())}
              >
                {t(sayPosition[position])}
              </button>
            ))
          : others.map(({ person, name }) => (
              <button key={person} type="button" className={css.choice} onClick={() => setWho(person)}>
                {name}
              </button>
            ))}
        <Button look="bare" onClick={close}>
          {t('common.cancel')}
        </Button>
      </div>
      <Trouble says={trouble} />
    </fieldset>
  )
}
