import { useEffect, useRef, useState } from 'react'
import { record as words } from '../../../i18n/en/record.ts'
import { addWords, lang, t } from '../../../i18n/i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { leavingQuickly } from '../../../ui/leave.ts'
import { announce } from '../../../ui/Notice.tsx'
import css from './Aloud.module.css'
import { speakerWith, useVoice } from './device.ts'
import { inOrder } from './inOrder.ts'
import { marking } from './marked.ts'
import { partOf } from './partOf.ts'
import type { Reader } from './reader.ts'
import { reader } from './reader.ts'

addWords({ record: words })

type State = 'quiet' | 'reading' | 'paused'

/**
 * The page, read by the voice of this device. Only a tap begins it; somebody else may be in the room. It asks nothing of
 * the server: what is on the screen already stands among the looks (F18).
 */
export function Aloud() {
  const voice = useVoice(lang)
  const [state, setState] = useState<State>('quiet')
  const [broke, setBroke] = useState(false)
  const now = useRef<Reader | null>(null)
  const button = useRef<HTMLSpanElement>(null)

  useEffect(() => {
    const stop = () => now.current?.stop()
    window.addEventListener(leavingQuickly, stop)
    window.addEventListener('pagehide', stop)
    return () => {
      window.removeEventListener(leavingQuickly, stop)
      window.removeEventListener('pagehide', stop)
      stop()
    }
  }, [])

  function begin() {
    const page = document.getElementById('page')
    if (!voice || !page) return
    const mark = marking()
    const speaker = speakerWith(voice)
    // Another page of this house may have been cut off in the middle.
    speaker.hush()
    setBroke(false)
    setState('reading')
    now.current = reader({
      lines: inOrder(partOf(page)),
      speaker,
      onLine: mark.at,
      onEnd: broken => {
        mark.none()
        setState('quiet')
        setBroke(broken)
        if (broken) announce(t('record.aloud.broke'))
      },
    })
    now.current.go()
  }
  function stop() {
    now.current?.stop()
    // The bar goes, and what had the focus in it.
    button.current?.querySelector('button')?.focus({ preventScroll: true })
  }
  function pauseOrGo() {
    if (state === 'reading') now.current?.pause()
    else now.current?.go()
    setState(state === 'reading' ? 'paused' : 'reading')
  }

  if (state === 'quiet' && !voice) return null
  return (
    <>
      <span ref={button}>
        <Button onClick={state === 'quiet' ? begin : stop}>
          {t(state === 'quiet' ? 'record.aloud.begin' : 'record.aloud.stop')}
        </Button>
      </span>
      {broke && <p className={css.broke}>{t('record.aloud.broke')}</p>}
      {state !== 'quiet' && (
        <section className={css.bar} aria-label={t('record.aloud.bar')}>
          <span className={css.says}>{t('record.aloud.says')}</span>
          <Button onClick={pauseOrGo}>{t(state === 'reading' ? 'record.aloud.pause' : 'record.aloud.go')}</Button>
          <Button onClick={stop}>{t('record.aloud.stop')}</Button>
        </section>
      )}
    </>
  )
}
