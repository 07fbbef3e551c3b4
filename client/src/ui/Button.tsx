import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { Link } from 'wouter'
import css from './Button.module.css'

/** primary: the one next thing on a page · quiet: everything else · bare: words that act. None is red. */
export type ButtonLook = 'primary' | 'quiet' | 'bare'

interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'disabled'> {
  readonly look?: ButtonLook
  readonly wide?: boolean
  /** On its way. It keeps its focus and its words, and does not answer a second press. */
  readonly busy?: boolean
  readonly icon?: ReactNode
  readonly children: ReactNode
}

export function Button({ look = 'quiet', wide = false, busy = false, icon, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={classOf(look, wide)}
      aria-disabled={busy || undefined}
      onClick={event => {
        if (busy) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {icon}
      <span>{children}</span>
    </button>
  )
}

interface LinkButtonProps {
  /** A path of the app, or a whole address. */
  readonly to: string
  readonly look?: ButtonLook
  readonly wide?: boolean
  readonly icon?: ReactNode
  readonly download?: boolean
  readonly children: ReactNode
}

/** A link that looks like a button: it goes somewhere, it does nothing. */
export function LinkButton({ to, look = 'quiet', wide = false, icon, download = false, children }: LinkButtonProps) {
  const inside = (
    <>
      {icon}
      <span>{children}</span>
    </>
  )
  // A download or another scheme is the browser's own to follow.
  if (download || /^[a-z]+:/.test(to)) {
    return (
      <a className={classOf(look, wide)} href={to} download={download || undefined}>
        {inside}
      </a>
    )
  }
  return (
    <Link className={classOf(look, wide)} href={to}>
      {inside}
    </Link>
  )
}

const classOf = (look: ButtonLook, wide: boolean) =>
  [css.button, css[look], wide ? css.wide : undefined].filter(Boolean).join(' ')
