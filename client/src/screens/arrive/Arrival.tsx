import type { Phase } from '@polyphony/shared/domain/door'
import type { PersonId } from '@polyphony/shared/domain/ids'
import type { Way } from '@polyphony/shared/domain/seat'
import { seconds, systemClock } from '@polyphony/shared/domain/time'
import type { MeetingPage, WhoIsHere } from '@polyphony/shared/wire/views'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { t } from '../../i18n/i18n.ts'
import type { Own, OwnState } from '../../media/own.ts'
import { Button } from '../../ui/Button.tsx'
import { PageFrame } from '../../ui/PageFrame.tsx'
import css from './Arrive.module.css'
import { Beside } from './Beside.tsx'
import { CallMe } from './CallMe.tsx'
import { Check } from './Check.tsx'
import { HearSound } from './HearSound.tsx'
import { MoreChoices } from './MoreChoices.tsx'
import { People } from './People.tsx'
import { TryConnection } from './TryConnection.tsx'
import { Ways } from './Ways.tsx'

interface ArrivalProps {
  readonly page: MeetingPage
  readonly me: PersonId
  readonly name: string
  readonly onName: (name: string) => void
  readonly own: Own
  readonly phase: Phase
  readonly here: WhoIsHere | null
  readonly stale: boolean
  /** Brings the room while the person arrives, so that the last tap opens it at once. */
  readonly prefetch: () => Promise<unknown>
  readonly onCome: (way: Way, beside: readonly PersonId[]) => void
}

/** From here to the circle in one or two taps. Everything but "Come in" can be left out. */
export function Arrival(props: ArrivalProps) {
  const { page, me, name, onName, own, phase, here, stale, prefetch, onCome } = props
  const [way, setWay] = useState<Way | null>(null)
  const [beside, setBeside] = useState<readonly PersonId[]>([])
  const state = useStore(own.state)
  // After the first picture of this page, so that a slow line shows it first. A failure here is met at the last tap.
  useEffect(() => systemClock.after(seconds(1), () => void prefetch().catch(() => undefined)), [prefetch])

  const choose = (next: Way): void => {
    setWay(next)
    if (next !== 'picture') own.turnOff('camera')
    if (next === 'notes') own.release()
    else void own.turnOn({ microphone: true, camera: next === 'picture' })
  }

  const { child } = page.you
  const open = phase === 'open' || phase === 'closing'
  const network = page.you.kind === 'centre' || page.you.kind === 'network'
  const hello = open ? 'arrive.meeting.open' : network ? 'arrive.meeting.ready' : 'arrive.meeting.waits'
  return (
    <PageFrame
      above={t('arrive.meeting.with', { name: page.centre })}
      title={t('arrive.meeting.hello', { name })}
      lead={
        <p>
          {child ? t('arrive.child.hello', { name: page.centre }) : t(hello)} {t('arrive.safe.recording')}
        </p>
      }
    >
      <People here={here} stale={stale} me={me} />
      <Ways way={way} onChoose={choose} />
      {way !== null && way !== 'notes' && <Check own={own} picture={way === 'picture'} />}
      <div className={css.come}>
        <Button look="primary" wide onClick={() => onCome(way ?? 'sound', beside)}>
          {t('arrive.come')}
        </Button>
        <p className={css.soft} aria-live="polite">
          {t(`arrive.state.${saying(way, state)}`)}
        </p>
      </div>
      {!child && <HearSound own={own} />}
      <CallMe name={name} onName={onName} child={child} />
      {!child && (
        <Beside
          people={page.people.filter(person => person.id !== me && !here?.here.some(one => one.person === person.id))}
          chosen={beside}
          onChoose={setBeside}
        />
      )}
      {!child && <MoreChoices page={page} own={own} />}
      <div className={css.stack}>
        {(child ? childLines : lines).map(line => (
          <p key={line} className={css.soft}>
            {t(line)}
          </p>
        ))}
        <TryConnection />
      </div>
    </PageFrame>
  )
}

const lines = ['arrive.safe.people', 'arrive.safe.talk', 'arrive.meeting.link'] as const
/** Simpler words and fewer things to choose: whoever is with the child sees to the rest. */
const childLines = ['arrive.child.leave', 'arrive.child.talk', 'arrive.safe.talk', 'arrive.child.help'] as const

/** What the others will have of this person, from what works and not from what was wished. */
function saying(way: Way | null, state: OwnState) {
  if (way === null) return 'none'
  if (way === 'notes') return 'notes'
  const heard = state.microphone.is === 'on'
  const seen = state.camera.is === 'on'
  if (heard && seen) return 'picture'
  if (seen) return 'pictureOnly'
  return heard ? 'soundOnly' : 'silent'
}
