import { useState } from 'react'
import { t } from '../../i18n/i18n.ts'
import type { Own } from '../../media/own.ts'
import { playTone } from '../../media/tone.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { announce } from '../../ui/Notice.tsx'
import css from './Check.module.css'
import { Kits } from './Kits.tsx'

interface HearSoundProps {
  readonly own: Own
  readonly onAnswer?: (heard: boolean) => void
}

/** Two soft notes, and a question. Nothing depends on the answer. */
export function HearSound({ own, onAnswer }: HearSoundProps) {
  const [played, setPlayed] = useState(false)
  const [heard, setHeard] = useState<boolean | null>(null)
  const play = async (): Promise<void> => {
    setHeard(null)
    await playTone(own.state.getState().chosen.speaker).catch(() => undefined)
    setPlayed(true)
  }
  const answer = (yes: boolean): void => {
    setHeard(yes)
    onAnswer?.(yes)
    announce(yes ? t('arrive.sound.good') : t('arrive.sound.help'))
  }
  return (
    <Card title={t('arrive.sound.title')}>
      <div className={css.acts}>
        <Button onClick={() => void play()}>{t(played ? 'arrive.sound.again' : 'arrive.sound.play')}</Button>
        {played && heard === null && (
          <>
            <Button onClick={() => answer(true)}>{t('arrive.sound.heard')}</Button>
            <Button onClick={() => answer(false)}>{t('arrive.sound.not')}</Button>
          </>
        )}
      </div>
      {heard === true && <p>{t('arrive.sound.good')}</p>}
      {heard === false && (
        <>
          <p>{t('arrive.sound.help')}</p>
          <p>{t('arrive.sound.helpMore')}</p>
        </>
      )}
      <Kits own={own} kinds={['speaker']} label={t('arrive.speakers')} />
    </Card>
  )
}
