import { Mic, Video } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { t } from '../../i18n/i18n.ts'
import type { Own, Switch } from '../../media/own.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Check } from '../arrive/Check.tsx'
import css from './Connection.module.css'
import type { Connection } from './useConnection.ts'

/** A voice at an arm's length; a quiet room is below it. */
const enough = 0.02

/** The own voice goes out and comes back, and one sees oneself. Each by a tap of its own, and each may be left out. */
export function Speak({ own, looked }: { readonly own: Own; readonly looked: Connection }) {
  const { found } = looked
  const { microphone, camera } = useStore(own.state)
  const latest = useRef(looked)
  latest.current = looked
  const speaks = microphone.is === 'on'
  useEffect(() => {
    if (microphone.is === 'trouble') latest.current.say('publish', 'fails')
  }, [microphone.is])
  useEffect(() => {
    if (camera.is === 'on') latest.current.say('camera', 'works')
    if (camera.is === 'trouble') latest.current.say('camera', 'fails')
  }, [camera.is])
  useEffect(() => {
    if (!speaks) return
    // Heard first, then sent round: what is never loud says nothing about a line.
    let heard = false
    return own.onLevel(level => {
      if (heard || level < enough) return
      heard = true
      void latest.current.speak(own)
    })
  }, [speaks, own])
  return (
    <Card title={t('connection.speak.title')}>
      <div className={css.stack}>
        <p>{t('connection.speak.what')}</p>
        <div className={css.acts}>
          {isOff(microphone) && (
            <Button
              icon={<Mic aria-hidden="true" />}
              onClick={() => void own.turnOn({ microphone: true, camera: false })}
            >
              {t('connection.speak.go')}
            </Button>
          )}
          {isOff(camera) && (
            <Button
              icon={<Video aria-hidden="true" />}
              onClick={() => void own.turnOn({ microphone: false, camera: true })}
            >
              {t('connection.speak.camera')}
            </Button>
          )}
          {!(isOff(microphone) && isOff(camera)) && <Button onClick={own.release}>{t('connection.speak.stop')}</Button>}
        </div>
        {!(isOff(microphone) && isOff(camera)) && <Check own={own} picture={!isOff(camera)} />}
        {found.publish === 'works' && <p role="status">{t('connection.line.publish.works')}</p>}
        {found.publish === 'fails' && speaks && <p role="status">{t('connection.line.publish.fails')}</p>}
      </div>
    </Card>
  )
}

const isOff = ({ is }: Switch): boolean => is === 'off'
