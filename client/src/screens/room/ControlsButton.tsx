import type { LucideIcon } from 'lucide-react'
import css from './Controls.module.css'

interface ControlButtonProps {
  readonly icon: LucideIcon
  /** Stays the same whether on or off: a label that flips tells a listener the opposite. */
  readonly label: string
  /** The beginning of the label, seen where there is little room. It is heard as a whole everywhere (WCAG 2.5.3). */
  readonly short?: string
  readonly pressed?: boolean
  /** Seen under the label; heard as pressed. */
  readonly state?: string
  /** Only where there is room; on a phone it is under "More". */
  readonly wideOnly?: boolean | 'pause'
  readonly keys?: string
  readonly onPress: () => void
}

export function ControlButton({
  icon: Icon,
  label,
  short = '',
  pressed,
  state,
  wideOnly,
  keys,
  onPress,
}: ControlButtonProps) {
  return (
    <button
      type="button"
      className={[css.control, wideOnly && css.wideOnly, wideOnly === 'pause' && css.pause].filter(Boolean).join(' ')}
      aria-pressed={pressed}
      aria-keyshortcuts={keys}
      onClick={onPress}
    >
      <Icon aria-hidden="true" />
      <span className={css.label}>
        {short}
        {short === '' ? label : <span className={css.rest}>{label.slice(short.length)}</span>}
      </span>
      {state !== undefined && (
        <span className={css.state} aria-hidden="true">
          {state}
        </span>
      )}
    </button>
  )
}
