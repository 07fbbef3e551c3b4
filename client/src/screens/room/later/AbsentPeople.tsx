import { t } from '../../../i18n/i18n.ts'
import { neverCame } from '../../../meeting/people.ts'
import { Choice } from '../../../ui/Choice.tsx'
import { useDeeds, usePossible, useRoomState } from '../inRoom.ts'
import css from '../Closing.module.css'
import { sayNames } from '../names.ts'
import { Trouble } from '../Trouble.tsx'
import { useWish } from '../useWish.ts'

/** Asked once, by name, and "no" until the family and friends say otherwise. Who may not say it reads how it stands. */
export function AbsentPeople() {
  const room = useRoomState()
  const may = usePossible()
  const { act, trouble } = useDeeds()
  const is = room.closing?.absentMayRead ?? false
  const [wish, wishFor] = useWish(is)
  const absent = neverCame(room)
  if (absent.length === 0) return null
  const names = sayNames(
    room,
    absent.map(person => person.id),
  )
  if (!may({ do: 'let-absent-read', may: !is })) {
    return <p className={css.hint}>{t(is ? 'closing.absentMay' : 'closing.absentMayNot', { names })}</p>
  }
  return (
    <>
      <Choice
        legend={t('closing.absent', { names })}
        hint={t('closing.absentHint')}
        value={wish ? 'yes' : 'no'}
        row
        onChange={value => wishFor(value === 'yes', act({ do: 'let-absent-read', may: value === 'yes' }))}
        options={[
          { value: 'no', label: t('closing.absentNo') },
          { value: 'yes', label: t('closing.absentYes') },
        ]}
      />
      <Trouble says={trouble} />
    </>
  )
}
