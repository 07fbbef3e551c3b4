import type { Way } from '@polyphony/shared/domain/seat'
import { Mic, NotebookPen, Video } from 'lucide-react'
import { useId } from 'react'
import { t } from '../../i18n/i18n.ts'
import css from './Ways.module.css'

const icons = { picture: Video, sound: Mic, notes: NotebookPen }
const ways = ['picture', 'sound', 'notes'] as const

interface WaysProps {
  readonly way: Way | null
  readonly onChoose: (way: Way) => void
}

/**
 * Three equal ways. Buttons and not radio buttons: an arrow key that passes "with picture" would make the browser ask
 * for the camera.
 */
export function Ways({ way, onChoose }: WaysProps) {
  const id = useId()
  return (
    <section className={css.ways} aria-labelledby={id}>
      <h2 id={id}>{t('arrive.way.title')}</h2>
      <p className={css.hint}>{t('arrive.way.hint')}</p>
      <div className={css.row}>
        {ways.map(each => {
          const Icon = icons[each]
          return (
            <button
              key={each}
              type="button"
              className={css.way}
              aria-pressed={way === each}
              onClick={() => onChoose(each)}
            >
              <Icon aria-hidden="true" />
              <span className={css.words}>
                <span className={css.label}>{t(`arrive.way.${each}`)}</span>
                <span className={css.small}>{t(`arrive.way.${each}Hint`)}</span>
              </span>
            </button>
          )
        })}
      </div>
    </section>
  )
}
