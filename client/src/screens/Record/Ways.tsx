import { record as words } from '../../i18n/en/record.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Aloud } from './aloud/Aloud.tsx'
import type { Looks } from './looks.ts'
import css from './Ways.module.css'

addWords({ record: words })

interface WaysProps {
  readonly looks: Looks
  readonly onLooks: (looks: Looks) => void
}

/** Before the words: whoever cannot read small letters does not look for this at the end of the page. */
export function Ways({ looks, onLooks }: WaysProps) {
  return (
    <section className={`${css.ways} not-on-paper`} aria-label={t('record.ways')}>
      <Aloud />
      {(['larger', 'easy'] as const).map(one => (
        <Button
          key={one}
          aria-pressed={looks[one]}
          icon={looks[one] && <Chosen />}
          onClick={() => onLooks({ ...looks, [one]: !looks[one] })}
        >
          {t(`record.look.${one}`)}
        </Button>
      ))}
    </section>
  )
}

function Chosen() {
  return (
    <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="2.5" aria-hidden="true">
      <path d="M4 10.5l4 4 8-9" />
    </svg>
  )
}
