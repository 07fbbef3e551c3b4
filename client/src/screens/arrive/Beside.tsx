import type { PersonId } from '@polyphony/shared/domain/ids'
import type { RoomPerson } from '@polyphony/shared/domain/seat'
import { t } from '../../i18n/i18n.ts'
import { Card } from '../../ui/Card.tsx'
import { Tick } from '../../ui/Choice.tsx'
import { Face } from '../../ui/Face.tsx'
import css from './Arrive.module.css'

interface BesideProps {
  readonly people: readonly RoomPerson[]
  readonly chosen: readonly PersonId[]
  readonly onChoose: (people: readonly PersonId[]) => void
}

/** Several people at one phone: a place for each (D5). */
export function Beside({ people, chosen, onChoose }: BesideProps) {
  if (people.length === 0) return null
  return (
    <Card title={t('arrive.beside.title')}>
      <p>{t('arrive.beside.hint')}</p>
      <div className={css.ticks}>
        {people.map(({ id, name, role }) => (
          <Tick
            key={id}
            label={name}
            hint={role}
            before={<Face name={name} id={id} size="small" />}
            checked={chosen.includes(id)}
            onChange={on => onChoose(on ? [...chosen, id] : chosen.filter(one => one !== id))}
          />
        ))}
      </div>
    </Card>
  )
}
