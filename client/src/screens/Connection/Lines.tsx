import type { Span } from '@polyphony/shared/domain/time'
import { Check, Ellipsis, Minus, X } from 'lucide-react'
import { t } from '../../i18n/i18n.ts'
import css from './Connection.module.css'
import type { Found, Outcome } from './found.ts'
import { lineNames, tried } from './found.ts'
import { meaning } from './report.ts'

const icons = { works: Check, fails: X, 'not-needed': Minus, 'not-checked': Ellipsis } as const satisfies Record<
  Outcome,
  unknown
>

interface LinesProps {
  readonly found: Found
  readonly roundTrip: Span | null
  readonly looking: boolean
}

/** Each line with its answer in words, what it means and what to do. The sign beside it says the same once more. */
export function Lines({ found, roundTrip, looking }: LinesProps) {
  return (
    <ul className={css.lines} aria-busy={looking}>
      {lineNames
        .filter(name => !tried.includes(name))
        .map(name => {
          const Icon = icons[found[name]]
          return (
            <li key={name} className={css.line} data-is={found[name]}>
              <Icon aria-hidden="true" />
              <div>
                <p>
                  <span className={css.name}>{t(`connection.line.${name}.name`)}</span>{' '}
                  <span className={css.outcome}>{t(`connection.outcome.${found[name]}`)}</span>
                </p>
                {meaning(name, found, roundTrip).map(text => (
                  <p key={text} className={css.soft}>
                    {text}
                  </p>
                ))}
              </div>
            </li>
          )
        })}
    </ul>
  )
}
