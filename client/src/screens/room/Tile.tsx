import type { RoomPerson } from '@polyphony/shared/domain/seat'
import { EarOff, Hand } from 'lucide-react'
import type { ReactNode } from 'react'
import { t } from '../../i18n/i18n.ts'
import { Face } from '../../ui/Face.tsx'
import { Picture } from '../arrive/Picture.tsx'
import type { TileWords } from './circleWords.ts'
import css from './Circle.module.css'

interface TileProps {
  readonly person: RoomPerson
  readonly isYou: boolean
  readonly picture: MediaStream | null
  readonly words: TileWords
  readonly speaks: boolean
  /** Thinks aloud, or listens to those who do. */
  readonly reflecting: 'aloud' | 'listens' | null
  readonly children?: ReactNode
}

/** One person, as large as every other. No badge says who leads. */
export function Tile({ person, isYou, picture, words, speaks, reflecting, children }: TileProps) {
  const { id, name, role } = person
  return (
    <li className={css.tile} data-speaks={speaks || undefined} data-reflecting={reflecting ?? undefined}>
      <div className={css.view}>
        {picture ? (
          <Picture stream={picture} label={t('media.circle.picture', { name })} mirrored={isYou} />
        ) : (
          <Face name={name} id={id} size="large" />
        )}
        {children}
      </div>
      <div className={css.words}>
        <p className={css.who}>
          <span className={css.name}>{isYou ? t('room.you', { name }) : name}</span>
          {role !== '' && <span className={css.role}>{role}</span>}
        </p>
        <p className={css.state}>
          {/* First, so that a small tile never cuts it off. */}
          {words.cannotHear && (
            <span className={css.wants}>
              <EarOff aria-hidden="true" />
              {t('media.circle.cannotHear')}
            </span>
          )}
          {speaks && <span className={css.speaking}>{t('media.circle.speaking')}</span>}
          {words.wants && (
            <span className={css.wants}>
              <Hand aria-hidden="true" />
              {t('media.circle.wants')}
            </span>
          )}
          {words.lines.map(line => (
            <span key={line}>{line}</span>
          ))}
        </p>
      </div>
    </li>
  )
}
