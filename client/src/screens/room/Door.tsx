import type { RoomState } from '@polyphony/shared/domain/meeting'
import {
  isOfNetwork,
  isPractitioner,
  networkHere,
  onePractitionerAlone,
  whoIsHere,
} from '@polyphony/shared/domain/present'
import { t } from '../../i18n/i18n.ts'
import { awaited, nameOf } from '../../meeting/people.ts'
import { Notice } from '../../ui/Notice.tsx'
import { useLive, useRoomState } from './inRoom.ts'
import { sayNames } from './names.ts'
import { PeopleAtDevice } from './laterParts.ts'
import css from './Room.module.css'

/** The door is closed: who is waited for, by name, and that nothing goes on behind it (D1, D2). */
export function WaitingRoom() {
  const room = useRoomState()
  const you = useLive(live => live.you)
  const here = whoIsHere(room)
  const centre = nameOf(room, room.centre)
  const others = awaited(room).filter(person => person.id !== room.centre)
  const ofNetwork = you !== null && isOfNetwork(room, you)
  const ofTeam = you !== null && isPractitioner(room, you)
  const forWhom =
    centre === null
      ? t('room.waiting.forPeople')
      : t(others.length > 0 ? 'room.waiting.forMany' : 'room.waiting.forOne', { name: centre })
  return (
    <section className={css.door} aria-labelledby="door-title">
      <h2 id="door-title">{ofNetwork ? t('room.waiting.title') : forWhom}</h2>
      {ofNetwork ? (
        <p>{t('room.waiting.arranged')}</p>
      ) : (
        <>
          <p>{t(ofTeam ? 'room.waiting.why' : 'room.waiting.besides')}</p>
          {ofTeam && <p>{t('room.waiting.together')}</p>}
          <p>{t('room.waiting.next')}</p>
        </>
      )}
      {here.length > 0 && <p className={css.soft}>{t('room.waiting.here', { names: sayNames(room, here) })}</p>}
      {(ofTeam || ofNetwork) && <PeopleAtDevice />}
    </section>
  )
}

/** What is true of the door while the meeting goes on. */
export function DoorNotice() {
  const room = useRoomState()
  if (room.phase === 'paused') {
    return (
      <Notice aloud={t('room.paused.title')}>
        <h2>{t('room.paused.title')}</h2>
        <p>{t('room.paused.what')}</p>
        <p>{t('room.paused.next')}</p>
      </Notice>
    )
  }
  if (room.graceSince !== null && networkHere(room).length === 0) return <Notice>{t('room.paused.grace')}</Notice>
  const alone = teamOf(room)
  if (alone !== null) return <p className={css.aside}>{t(alone)}</p>
  // D6: said softly to everybody, and nothing is held up by it.
  return onePractitionerAlone(room) ? <p className={css.aside}>{t('room.alone')}</p> : null
}

/** The network alone: it may talk before the team comes, and stay together when the team has gone. */
function teamOf(room: RoomState): 'room.teamGone' | 'room.teamNotYet' | null {
  if (networkHere(room).length === 0) return null
  const team = room.seats.filter(seat => isPractitioner(room, seat.person))
  if (team.some(seat => seat.presence !== 'gone')) return null
  return team.length > 0 ? 'room.teamGone' : 'room.teamNotYet'
}
