import { circleOf } from '@polyphony/shared/domain/circle'
import type { RoomState } from '@polyphony/shared/domain/meeting'
import type { Seat } from '@polyphony/shared/domain/seat'
import { Eye, EyeOff } from 'lucide-react'
import type { CSSProperties } from 'react'
import { media } from '../../i18n/en/media.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { seeAtMost, smallUpTo } from '../../media/quality.ts'
import type { MediaSession, Remote } from '../../media/session.ts'
import css from './Circle.module.css'
import { CircleShare } from './CircleShare.tsx'
import { fieldFor, tileWords } from './circleWords.ts'
import { useLive, useRoomState } from './inRoom.ts'
import { Tile } from './Tile.tsx'
import { useCameLately } from './useCameLately.ts'
import { useMedia, useMediaSession, useOwnState, useSpeaking } from './useMedia.ts'

addWords({ media })

/**
 * Everyone in the room, in the same order on every screen and equally large. On a narrow screen a strip of faces, so
 * that the words below keep their place.
 */
export function Circle() {
  const room = useRoomState()
  const seats = circleOf(room)
  return (
    <div className={css.circle}>
      <CircleShare />
      {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex: the strip scrolls, so the keyboard reaches it too. */}
      <section className={css.scroll} tabIndex={0} aria-label={t('room.faces')}>
        <ul className={css.tiles} style={field(seats.length, aloudOf(room))}>
          {seats.map(seat => (
            <Seated key={seat.person} seat={seat} room={room} />
          ))}
        </ul>
      </section>
      {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: as above. */}
    </div>
  )
}

const field = (tiles: number, aloud: number): CSSProperties => {
  const { columns, rows } = fieldFor(tiles, aloud)
  return { '--columns': columns, '--rows': rows } as CSSProperties
}

const aloudOf = ({ reflecting, seats }: RoomState): number =>
  reflecting.is === 'reflecting'
    ? seats.filter(seat => seat.presence !== 'gone' && reflecting.who.includes(seat.person)).length
    : 0

export function Seated({ seat, room }: { readonly seat: Seat; readonly room: RoomState }) {
  const { you, device: own } = useLive(({ you, device }) => ({ you, device }))
  const { device } = seat
  const remote = useMedia(state => (device === null ? undefined : state.remotes[device]), undefined)
  const mine = useOwnState(state => state.picture, null)
  const silent = useMedia(state => state.resting || state.held, false)
  // At one device with several people it is the voice of whoever uses it now.
  const theirs = device !== null && room.devices[device]?.using === seat.person
  const speaks = useSpeaking(device === own ? 'own' : device) && theirs && !(device === own && silent)
  // A look into the mirror while arriving is enough for most: their own face distracts and hurts some.
  const seesSelf = useOwnState(state => state.mirror, false)
  const session = useMediaSession()
  const cameLately = useCameLately(room, seat)
  const cannotHear = useLive(live => live.cannotHear.includes(seat.person))
  const person = room.people[seat.person]
  if (!person) return null
  const words = tileWords({ room, seat, own, remote, cameLately, cannotHear })
  const ofThisDevice = device === own
  const here = seat.presence === 'here'
  const picture = !here ? null : ofThisDevice ? (seesSelf ? mine : null) : (remote?.picture ?? null)
  const { reflecting } = room
  const part = reflecting.is !== 'reflecting' ? null : reflecting.who.includes(seat.person) ? 'aloud' : 'listens'
  return (
    <Tile
      person={person}
      isYou={seat.person === you}
      picture={picture}
      words={words}
      speaks={speaks && here && words.mayBeHeard}
      reflecting={part}
    >
      {seat.person === you && ofThisDevice && mine !== null && (
        <button
          type="button"
          className={css.self}
          aria-pressed={seesSelf}
          onClick={() => session?.own.setMirror(!seesSelf)}
        >
          {seesSelf ? <Eye aria-hidden="true" /> : <EyeOff aria-hidden="true" />}
          <span>{t('media.circle.seeMyself')}</span>
        </button>
      )}
      {here && remote && session && <SeeThem remote={remote} name={person.name} onSee={session.see} />}
    </Tile>
  )
}

interface SeeThemProps {
  readonly remote: Remote
  readonly name: string
  readonly onSee: MediaSession['see']
}

/** Seven and more: a picture is sent to those who ask for it. Everybody may ask for the same few, nobody for all. */
function SeeThem({ remote, name, onSee }: SeeThemProps) {
  const { device, rests } = remote
  const asked = useMedia(state => state.sees.includes(device), false)
  const free = useMedia(state => state.sees.length < seeAtMost, false)
  const many = useMedia(state => Object.keys(state.remotes).length >= smallUpTo, false)
  if (!many || !(asked || (rests === 'many' && free))) return null
  return (
    <button type="button" className={css.self} aria-pressed={asked} onClick={() => onSee(device, !asked)}>
      {asked ? <Eye aria-hidden="true" /> : <EyeOff aria-hidden="true" />}
      <span>{t('media.circle.see', { name })}</span>
    </button>
  )
}
