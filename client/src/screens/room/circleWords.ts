import type { DeviceId } from '@polyphony/shared/domain/ids'
import type { RoomState } from '@polyphony/shared/domain/meeting'
import type { Seat } from '@polyphony/shared/domain/seat'
import { lang, t } from '../../i18n/i18n.ts'
import type { Remote } from '../../media/session.ts'

/** What a tile says below a name. Silence is said by nothing at all: only a line that is gone is (domain: quiet is fine). */
export interface TileWords {
  readonly wants: boolean
  /** They say so themselves: everyone reads it, so that nobody talks past them. */
  readonly cannotHear: boolean
  /** In order of weight. */
  readonly lines: readonly string[]
  /** Here with sound or picture, so that an outline may say "speaking". */
  readonly mayBeHeard: boolean
}

export function tileWords(given: {
  readonly room: RoomState
  readonly seat: Seat
  readonly own: DeviceId
  readonly remote: Remote | undefined
  /** Came in a moment ago, after this screen's own person. */
  readonly cameLately?: boolean
  readonly cannotHear?: boolean
}): TileWords {
  const { room, seat, own, remote, cameLately = false, cannotHear = false } = given
  const device = seat.device === null ? undefined : room.devices[seat.device]
  const lines: string[] = []
  const gone = { wants: false, cannotHear: false, mayBeHeard: false }
  if (seat.presence === 'out') return { ...gone, lines: [t('media.circle.out')] }
  if (seat.presence === 'lost' || device?.line === 'lost') {
    return { ...gone, lines: [t('media.circle.lost')] }
  }
  const wants = room.wantToSpeak.includes(seat.person)
  const beside = room.seats.filter(
    other => other.device !== null && other.device === seat.device && other.person !== seat.person && isHere(other),
  )
  const listens = room.reflecting.is === 'reflecting' && !room.reflecting.who.includes(seat.person)
  if (room.reflecting.is === 'reflecting') lines.push(t(listens ? 'media.circle.listens' : 'media.circle.aloud'))
  const names = beside.flatMap(other => room.people[other.person]?.name ?? [])
  if (names.length > 0) lines.push(t('media.circle.beside', { name: new Intl.ListFormat(lang).format(names) }))
  if (cameLately) lines.push(t('media.circle.came'))
  if (seat.byPhone) lines.push(t('media.circle.byPhone'))
  if (device?.way === 'notes') lines.push(t('media.circle.notes'))
  else if (seat.device !== own && remote) lines.push(...lineOf(remote, listens))
  return { wants, cannotHear, lines, mayBeHeard: device !== undefined && device.way !== 'notes' }
}

const isHere = (seat: Seat): boolean => seat.presence === 'here' || seat.presence === 'lost'

function lineOf(remote: Remote, listens: boolean): string[] {
  // So long that nobody waits for it without knowing what works meanwhile.
  if (remote.slow === 'notes') return [t('media.circle.slowly.notes')]
  if (remote.line === 'connecting') return [t('media.circle.connecting')]
  if (remote.line === 'lost') return [t('media.circle.lost')]
  return [...slowness(remote), ...(remote.microphone === 'off' && !listens ? [t('media.circle.microphoneOff')] : [])]
}

/** The narrowest square-like field of equal tiles. */
const columnsFor = (tiles: number): number => (tiles <= 1 ? 1 : tiles <= 4 ? 2 : tiles <= 9 ? 3 : 4)

/** aloud: how many think aloud now. They sit face to face in rows of their own, all tiles as large as before. */
export function fieldFor(tiles: number, aloud: number): { readonly columns: number; readonly rows: number } {
  const columns = Math.max(columnsFor(tiles), aloud > 1 ? 2 : 1)
  const rows = (of: number): number => Math.ceil(of / columns)
  return { columns, rows: Math.max(1, aloud > 0 ? rows(aloud) + rows(tiles - aloud) : rows(tiles)) }
}

/** Each step that a slow line takes, on the tile of whom it concerns. */
function slowness({ line, slow, rests, unheard }: Remote): string[] {
  if (unheard) return [t('media.circle.unheard')]
  if (slow !== null) return [t(`media.circle.slowly.${slow}`)]
  if (rests) return [t(`media.circle.rests.${rests}`)]
  return line === 'weak' ? [t('media.circle.slow')] : []
}
