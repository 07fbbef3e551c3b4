import { circleOf } from '@polyphony/shared/domain/circle'
import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { t } from '../../../i18n/i18n.ts'
import { Seated } from '../Circle.tsx'
import { MicrophoneControl } from '../ControlsMicrophone.tsx'
import { useDeeds, useLive, useRoomState } from '../inRoom.ts'
import css from './SmallWindow.module.css'

interface SmallWindowProps {
  readonly into: Window
  /** It was closed, by the person or because the meeting is over. */
  readonly onGone: () => void
}

/**
 * The faces of the others over whatever else is on the screen, with the own microphone. Drawn by this same page: it is one
 * more look at the same pictures, so nothing is cut when it opens or closes. Sound stays where it is.
 */
export function SmallWindow({ into, onGone }: SmallWindowProps) {
  const [dressed, setDressed] = useState(false)
  useEffect(() => {
    dress(into)
    setDressed(true)
    into.addEventListener('pagehide', onGone)
    return () => {
      into.removeEventListener('pagehide', onGone)
      into.close()
    }
  }, [into])
  return dressed ? createPortal(<Faces />, into.document.body) : null
}

function Faces() {
  const room = useRoomState()
  const own = useLive(live => live.device)
  const { act } = useDeeds()
  const others = circleOf(room).filter(({ device }) => device !== own)
  return (
    <main className={css.small}>
      <ul className={css.faces}>
        {others.map(seat => (
          <Seated key={seat.person} seat={seat} room={room} />
        ))}
      </ul>
      {others.length === 0 && <p>{t('media.small.nobody')}</p>}
      <div className={css.bar}>
        <MicrophoneControl act={act} />
      </div>
    </main>
  )
}

/**
 * The same look as the page: its rules, its language, its colours. As one sheet and at once: sheets that are loaded one by
 * one would settle the order of the layers anew, and the letters would stand large and plain for a moment.
 */
function dress(into: Window): void {
  const { document: there } = into
  for (const { name, value } of document.documentElement.attributes) there.documentElement.setAttribute(name, value)
  there.title = t('common.name')
  const sheet = new (into as Window & typeof globalThis).CSSStyleSheet()
  const rules = [...document.styleSheets].flatMap(({ cssRules }) => [...cssRules].map(({ cssText }) => cssText))
  sheet.replaceSync(rules.join('\n'))
  there.adoptedStyleSheets = [sheet]
}
