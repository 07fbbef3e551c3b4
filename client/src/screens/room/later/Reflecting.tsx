import type { PersonId } from '@polyphony/shared/domain/ids'
import type { RoomState } from '@polyphony/shared/domain/meeting'
import { isOfNetwork } from '@polyphony/shared/domain/present'
import type { Marked, Reflecting } from '@polyphony/shared/domain/reflecting'
import { t } from '../../../i18n/i18n.ts'
import { sayNames } from '../names.ts'
import { nameOf } from '../../../meeting/people.ts'
import { speaksNow } from '../../../meeting/room.ts'
import { Button } from '../../../ui/Button.tsx'
import { Explained } from './AskToReflect.tsx'
import { useDeeds, useLive, usePossible, useRoomState } from '../inRoom.ts'
import type { Deeds } from '../inRoom.ts'
import css from '../Room.module.css'
import { Trouble } from '../Trouble.tsx'

/** The same for everyone: who asks, who thinks aloud, who is asked afterwards. */
export function ReflectingNow() {
  const room = useRoomState()
  const deeds = useDeeds()
  const { reflecting } = room
  if (reflecting.is === 'none') return null
  return (
    <section className={css.moment} data-kind="reflection" aria-labelledby="reflecting-title">
      {reflecting.is === 'asked' && <Asked room={room} asked={reflecting} deeds={deeds} />}
      {reflecting.is === 'reflecting' && <Aloud room={room} now={reflecting} deeds={deeds} />}
      {reflecting.is === 'floor' && <Floor room={room} floor={reflecting} deeds={deeds} />}
      <Trouble says={deeds.trouble} />
    </section>
  )
}

interface Part {
  readonly room: RoomState
  readonly deeds: Deeds
}

function Asked({ room, asked, deeds: { act } }: Part & { asked: Extract<Reflecting, { is: 'asked' }> }) {
  const you = useLive(speaksNow)
  const may = usePossible()
  const names = sayNames(room, asked.who)
  const yes = { do: 'answer-reflecting', answer: 'yes' } as const
  const mayAnswer = may({ do: 'answer-reflecting', answer: 'not-now' })
  return (
    <>
      <h2 id="reflecting-title">{t(asked.who.length > 1 ? 'reflecting.asked' : 'reflecting.askedAlone', { names })}</h2>
      {mayAnswer && <Explained />}
      {!mayAnswer && <p>{t('reflecting.waitingFor')}</p>}
      {you !== null && asked.leave.includes(you) && <p>{t('reflecting.saidYes')}</p>}
      <SaidAloud room={room} marked={asked.marked} />
      <div className={css.row}>
        {may(yes) && (
          <Button look="primary" onClick={() => void act(yes)}>
            {t('reflecting.yes')}
          </Button>
        )}
        {mayAnswer && (
          <Button onClick={() => void act({ do: 'answer-reflecting', answer: 'not-now' })}>
            {t('reflecting.notNow')}
          </Button>
        )}
        {!mayAnswer && (
          <Button look="bare" onClick={() => void act({ do: 'stop-reflecting' })}>
            {t('reflecting.withdraw')}
          </Button>
        )}
      </div>
    </>
  )
}

function Aloud({ room, now, deeds: { act } }: Part & { now: Extract<Reflecting, { is: 'reflecting' }> }) {
  const you = useLive(speaksNow)
  const may = usePossible()
  const way = useLive(live => live.room?.devices[live.device]?.way)
  const among = you !== null && now.who.includes(you)
  const unrest = { do: 'rest-microphone', rest: false } as const
  const rest = { do: 'rest-microphone', rest: true } as const
  return (
    <>
      <h2 id="reflecting-title">
        {t(now.who.length > 1 ? 'reflecting.now' : 'reflecting.nowAlone', { names: sayNames(room, now.who) })}
      </h2>
      <SaidAloud room={room} marked={now.marked} />
      {!among && <p>{t(may(unrest) && way !== 'notes' ? 'reflecting.listen' : 'reflecting.listenOnly')}</p>}
      {!among && way === 'picture' && <p>{t('reflecting.camera')}</p>}
      <div className={css.row}>
        <Button onClick={() => void act({ do: 'stop-reflecting' })}>
          {t(among ? 'reflecting.end' : 'reflecting.stop')}
        </Button>
        {may(unrest) && way !== 'notes' && (
          <Button look="bare" onClick={() => void act(unrest)}>
            {t('reflecting.unrest')}
          </Button>
        )}
        {may(rest) && way !== 'notes' && (
          <Button look="bare" onClick={() => void act(rest)}>
            {t('reflecting.rest')}
          </Button>
        )}
      </div>
    </>
  )
}

/** Whoever sits beside a practitioner is not spoken for in silence: it shows who marked what they said (D5). */
function SaidAloud({ room, marked = {} }: { readonly room: RoomState; readonly marked?: Marked | undefined }) {
  const name = (person: PersonId) => nameOf(room, person) ?? t('room.unknown')
  return Object.entries(marked).map(([person, by]) => (
    <p key={person}>{t('reflecting.marked', { name: name(person as PersonId), by: name(by) })}</p>
  ))
}

const answers = { spoke: 'reflecting.spoke', wrote: 'reflecting.wrote', passed: 'reflecting.passed' } as const

function Floor({ room, floor, deeds: { act } }: Part & { floor: Extract<Reflecting, { is: 'floor' }> }) {
  const you = useLive(speaksNow)
  const may = usePossible()
  const answered = Object.entries(floor.answered) as [PersonId, keyof typeof answers][]
  const open = you !== null && isOfNetwork(room, you) && floor.answered[you] === undefined
  const answer = (how: keyof typeof answers) => void act({ do: 'answer-floor', how })
  const write = (): void => {
    answer('wrote')
    document.getElementById('voices')?.querySelector('textarea')?.focus()
  }
  return (
    <>
      <h2 id="reflecting-title">{t('reflecting.floor')}</h2>
      <p>{t(you !== null && isOfNetwork(room, you) ? 'reflecting.floorHint' : 'reflecting.floorWait')}</p>
      {answered.length > 0 && (
        <ul className={css.answers}>
          {answered.map(([person, how]) => (
            <li key={person}>{t(answers[how], { name: nameOf(room, person) ?? t('room.unknown') })}</li>
          ))}
        </ul>
      )}
      <SaidAloud room={room} marked={floor.marked} />
      <div className={css.row}>
        {open && (
          <>
            <Button onClick={() => answer('spoke')}>{t('reflecting.speak')}</Button>
            <Button onClick={write}>{t('reflecting.write')}</Button>
            <Button onClick={() => answer('passed')}>{t('reflecting.pass')}</Button>
          </>
        )}
        {may({ do: 'end-floor' }) && (
          <Button look="bare" onClick={() => void act({ do: 'end-floor' })}>
            {t('reflecting.floorEnd')}
          </Button>
        )}
      </div>
    </>
  )
}
