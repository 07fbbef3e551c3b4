import { t } from '../../i18n/i18n.ts'
import css from './Jump.module.css'

const places = [
  { id: 'notes', say: 'room.jumpTo.notes' },
  { id: 'voices', say: 'room.jumpTo.voices' },
  { id: 'reflections', say: 'room.jumpTo.reflections' },
  { id: 'decisions', say: 'room.jumpTo.decisions' },
  { id: 'questions', say: 'room.jumpTo.questions' },
  { id: 'steps', say: 'room.jumpTo.steps' },
] as const

/** To a part and its heading, for thumbs and for the keyboard. */
export function Jump() {
  return (
    <nav className={css.jump} aria-label={t('room.jump')}>
      <ul>
        {places.map(({ id, say }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              data-kind={id}
              onClick={event => {
                event.preventDefault()
                const part = document.getElementById(id)
                part?.scrollIntoView({ block: 'start' })
                part?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true })
              }}
            >
              {t(say)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
