import { useRef } from 'react'
import { addWords, t } from '../../i18n/i18n.ts'
import { network } from '../../i18n/en/network.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import css from './PeopleRows.module.css'

addWords({ network })

export interface PersonRow {
  readonly key: number
  readonly name: string
  readonly relation: string
}
export const emptyRow = (key: number): PersonRow => ({ key, name: '', relation: '' })

interface PeopleRowsProps {
  readonly rows: readonly PersonRow[]
  readonly onChange: (rows: readonly PersonRow[]) => void
  readonly errorAt: (key: number) => string | null
}

/** Each person with a first name and, in their own words, who they are. */
export function PeopleRows({ rows, onChange, errorAt }: PeopleRowsProps) {
  const list = useRef<HTMLUListElement>(null)
  const change = (key: number, to: Partial<PersonRow>) =>
    onChange(rows.map(row => (row.key === key ? { ...row, ...to } : row)))
  const add = () => {
    onChange([...rows, emptyRow(Math.max(-1, ...rows.map(row => row.key)) + 1)])
    // The new line is there after this turn; writing can go on in it at once.
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('li:last-child input')?.focus())
  }
  return (
    <>
      <ul className={css.rows} ref={list}>
        {rows.map(row => (
          <li key={row.key} className={css.row}>
            <Field
              label={t('network.make.name')}
              error={errorAt(row.key)}
              autoComplete="off"
              maxLength={80}
              value={row.name}
              onChange={event => change(row.key, { name: event.target.value })}
            />
            <Field
              label={t('network.make.relation')}
              hint={t('network.make.relationHint')}
              autoComplete="off"
              maxLength={80}
              value={row.relation}
              onChange={event => change(row.key, { relation: event.target.value })}
            />
            <div>
              <Button look="bare" onClick={() => onChange(rows.filter(other => other.key !== row.key))}>
                {row.name.trim() ? t('network.make.remove', { name: row.name.trim() }) : t('network.make.removeNobody')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <div>
        <Button onClick={add}>{t('network.make.add')}</Button>
      </div>
    </>
  )
}
