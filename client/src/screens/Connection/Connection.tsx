import { systemClock } from '@polyphony/shared/domain/time'
import { useState } from 'react'
import { useStore } from 'zustand'
import { arrive } from '../../i18n/en/arrive.ts'
import { connection } from '../../i18n/en/connection.ts'
import { media } from '../../i18n/en/media.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import type { Own } from '../../media/own.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { announce, Notice } from '../../ui/Notice.tsx'
import { PageFrame } from '../../ui/PageFrame.tsx'
import { HearSound } from '../arrive/HearSound.tsx'
import { useOwn } from '../arrive/useOwn.ts'
import css from './Connection.module.css'
import { verdictOf } from './found.ts'
import { Lines } from './Lines.tsx'
import { Report } from './Report.tsx'
import { reportOf } from './report.ts'
import { Speak } from './Speak.tsx'
import type { Connection as Looked } from './useConnection.ts'
import { useConnection } from './useConnection.ts'

addWords({ arrive, media, connection })

/** /connection: whether a meeting can work from here, before it begins. Each part can be left out. */
export function Connection() {
  const own = useOwn()
  const looked = useConnection()
  return (
    <PageFrame title={t('connection.title')} lead={<p>{t('connection.lead')}</p>}>
      <LookAtLines looked={looked} />
      {own && <Rest own={own} looked={looked} />}
      {history.length > 1 && (
        <div>
          <Button onClick={() => history.back()}>{t('connection.back')}</Button>
        </div>
      )}
    </PageFrame>
  )
}

function LookAtLines({ looked }: { readonly looked: Looked }) {
  const { found, looking, roundTrip, ways, unknown, look } = looked
  const verdict = verdictOf(found, ways?.relayOnly ?? false)
  const started = looking || verdict !== 'unknown'
  const start = async (): Promise<void> => {
    announce(t('connection.looking'))
    await look()
    announce(t('connection.done'))
  }
  return (
    <Card title={t('connection.lines')}>
      <div className={css.stack}>
        <div>
          <Button look={started ? 'quiet' : 'primary'} busy={looking} onClick={() => void start()}>
            {t(looking ? 'connection.looking' : started ? 'connection.again' : 'connection.start')}
          </Button>
        </div>
        {started && !looking && (
          <Notice tone={verdict === 'all' ? 'calm' : 'care'} aloud={t(`connection.verdict.${verdict}`)}>
            <p>{t(`connection.verdict.${verdict}`)}</p>
          </Notice>
        )}
        {unknown && <p>{t('connection.signIn')}</p>}
        {started && <Lines found={found} roundTrip={roundTrip} looking={looking} />}
      </div>
    </Card>
  )
}

function Rest({ own, looked }: { readonly own: Own; readonly looked: Looked }) {
  const { found, kinds, roundTrip, ways, say } = looked
  const { microphone, kits } = useStore(own.state)
  const [at] = useState(() => systemClock.now())
  const report = reportOf({
    at,
    userAgent: navigator.userAgent,
    kits,
    found,
    verdict: verdictOf(found, ways?.relayOnly ?? false),
    roundTrip,
    kinds,
    trouble: microphone.is === 'trouble' ? microphone.why : null,
  })
  return (
    <>
      <Speak own={own} looked={looked} />
      <HearSound own={own} onAnswer={heard => say('hear', heard ? 'works' : 'fails')} />
      <Report text={report} ready={Object.values(found).some(outcome => outcome !== 'not-checked')} />
    </>
  )
}
