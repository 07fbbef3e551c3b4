import { useEffect, useRef } from 'react'
import { t } from '../../i18n/i18n.ts'
import type { Own } from '../../media/own.ts'
import css from './Check.module.css'

/** Moves while somebody speaks. Written past React: many times a second. */
export function LevelBar({ own }: { readonly own: Own }) {
  const meter = useRef<HTMLMeterElement>(null)
  useEffect(
    () =>
      own.onLevel(level => {
        // Ears hear in ratios: a low voice moves the bar too.
        const shown = Math.min(1, Math.sqrt(level) * 1.6)
        if (meter.current) meter.current.value = shown
      }),
    [own],
  )
  return (
    <div className={css.level}>
      <p className={css.hint}>{t('media.levelHint')}</p>
      <meter ref={meter} className={css.bar} aria-label={t('media.level')} min={0} max={1} value={0} />
    </div>
  )
}
