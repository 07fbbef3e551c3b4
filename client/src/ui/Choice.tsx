import type { ReactNode } from 'react'
import { useId } from 'react'
import css from './Choice.module.css'

interface ChoiceProps<T extends string> {
  readonly legend: string
  readonly hint?: string | undefined
  readonly value: T | null
  readonly onChange: (value: T) => void
  readonly options: readonly { readonly value: T; readonly label: string; readonly hint?: string | undefined }[]
  readonly error?: string | null | undefined
  /** Side by side where there is room. */
  readonly row?: boolean
}

/** One of a few. Native radio buttons: arrow keys, screen readers and old phones know them. */
export function Choice<T extends string>(props: ChoiceProps<T>) {
  const { legend, hint, value, onChange, options, error, row = false } = props
  const id = useId()
  return (
    <fieldset className={css.group} aria-describedby={describe(id, { hint, error })}>
      <legend className={css.legend}>{legend}</legend>
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
      <div className={row ? css.row : css.column}>
        {options.map(option => (
          <label key={option.value} className={css.option}>
            <input
              type="radio"
              name={id}
              className={css.input}
              {...told(`${id}-${option.value}`, option.hint)}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <Said id={`${id}-${option.value}`} label={option.label} hint={option.hint} />
          </label>
        ))}
      </div>
    </fieldset>
  )
}

interface TickProps {
  readonly label: string
  readonly hint?: string | undefined
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  /** Something to show before the words, like a face. */
  readonly before?: ReactNode
}

/** One of many that may be ticked together. */
export function Tick({ label, hint, checked, onChange, before }: TickProps) {
  const id = useId()
  return (
    <label className={css.option}>
      <input
        type="checkbox"
        className={css.input}
        {...told(id, hint)}
        checked={checked}
        onChange={event => onChange(event.target.checked)}
      />
      {before}
      <Said id={id} label={label} hint={hint} />
    </label>
  )
}

export function Switch({ label, hint, checked, onChange }: Omit<TickProps, 'before'>) {
  const id = useId()
  return (
    <label className={css.switch}>
      <input
        type="checkbox"
        role="switch"
        aria-checked={checked}
        className={css.slider}
        {...told(id, hint)}
        checked={checked}
        onChange={event => onChange(event.target.checked)}
      />
      <Said id={id} label={label} hint={hint} />
    </label>
  )
}

interface SaidProps {
  readonly id: string
  readonly label: string
  readonly hint: string | undefined
}

function Said({ id, label, hint }: SaidProps) {
  return (
    <span>
      <span className={css.label} id={`${id}-label`}>
        {label}
      </span>
      {hint && (
        <span className={css.hint} id={`${id}-more`}>
          {hint}
        </span>
      )}
    </span>
  )
}

/** The whole line can be pressed, but only the label is its name; the hint is read after it. */
const told = (id: string, hint: string | undefined) => ({
  'aria-labelledby': `${id}-label`,
  'aria-describedby': hint && `${id}-more`,
})

const describe = (id: string, given: { hint: string | undefined; error: string | null | undefined }) =>
  [given.hint && `${id}-hint`, given.error && `${id}-error`].filter(Boolean).join(' ') || undefined
