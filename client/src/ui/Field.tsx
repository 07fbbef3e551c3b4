import type { InputHTMLAttributes, ReactNode, TextareaHTMLAttributes } from 'react'
import { useId } from 'react'
import { t } from '../i18n/i18n.ts'
import css from './Field.module.css'

interface Around {
  readonly label: string
  /** Who will read it, or what is meant. Stands before the box, so that it is read first. */
  readonly hint?: string | undefined
  readonly error?: string | null | undefined
  readonly optional?: boolean
  /** A read-out below, like the weekday of a date. */
  readonly below?: ReactNode
}

type FieldProps = Around & Omit<InputHTMLAttributes<HTMLInputElement>, 'className' | 'id'>
type TextAreaProps = Around & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'className' | 'id'>

export function Field({ label, hint, error, optional, below, ...input }: FieldProps) {
  const id = useId()
  return (
    <Surround id={id} {...{ label, hint, error, optional, below }}>
      <input {...input} {...tied(id, { hint, error })} className={css.box} />
    </Surround>
  )
}

export function TextArea({ label, hint, error, optional, below, ...input }: TextAreaProps) {
  const id = useId()
  return (
    <Surround id={id} {...{ label, hint, error, optional, below }}>
      <textarea rows={4} {...input} {...tied(id, { hint, error })} className={`${css.box} ${css.area}`} />
    </Surround>
  )
}

interface SelectProps extends Around {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly name?: string
}

/** The device's own list: it speaks the reader's language and fits their thumb. */
export function Select({ label, hint, error, optional, below, value, onChange, options, name }: SelectProps) {
  const id = useId()
  return (
    <Surround id={id} {...{ label, hint, error, optional, below }}>
      <select
        {...tied(id, { hint, error })}
        className={css.box}
        name={name}
        value={value}
        onChange={event => onChange(event.target.value)}
      >
        {options.map(option => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Surround>
  )
}

function tied(id: string, { hint, error }: Pick<Around, 'hint' | 'error'>) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return { id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined }
}

interface SurroundProps {
  readonly id: string
  readonly label: string
  readonly hint: string | undefined
  readonly error: string | null | undefined
  readonly optional: boolean | undefined
  readonly below: ReactNode
  readonly children: ReactNode
}

function Surround({ id, label, hint, error, optional, below, children }: SurroundProps) {
  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>
        {label}
        {optional && <span className={css.optional}> ({t('common.optional')})</span>}
      </label>
      {hint && (
        <p className={css.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className={css.error} id={`${id}-error`}>
          {error}
        </p>
      )}
      {children}
      {below}
    </div>
  )
}
