import css from './Face.module.css'
import { hueOf, initialsOf } from './initials.ts'

interface FaceProps {
  readonly name: string
  /** The person's id: the colour stays the same on every screen and says nothing about them. */
  readonly id: string
  readonly size?: 'small' | 'medium' | 'large'
}

/** Initials in a calm circle. The name always stands beside it, so it is silent for screen readers. */
export function Face({ name, id, size = 'medium' }: FaceProps) {
  return (
    <span className={`${css.face} ${css[size]}`} data-hue={hueOf(id)} aria-hidden="true">
      {initialsOf(name)}
    </span>
  )
}
