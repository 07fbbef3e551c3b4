import { may } from '@polyphony/shared/domain/access'
import type { MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import type { LinkState, MeetingPage, WhoIsHere } from '@polyphony/shared/wire/views'
import type { Db } from '../store/open.ts'
import { lookOnce } from './access-log.ts'
import type { Context, Who } from './context.ts'
import { mayHide } from './hidden.ts'
import { centreName, invitedPeople } from './people.ts'
import { roomState } from './room.ts'
import { standingOf } from './room-standing.ts'
import { allowed } from './standing.ts'

/** When, where and with whom. The words of the meeting are not in it. */
export async function meetingPage(
  context: Context,
  who: Who,
  input: { readonly meeting: MeetingId },
): Promise<MeetingPage> {
  const { meeting } = input
  const { db } = context
  const now = context.clock.now()
  await allowed(db, who, { meeting, act: 'see-meeting' })
  const standing = await standingOf(context, who, meeting)
  const { kind, meeting: row, phase, seated } = standing
  const look = { who, kind, network: row.network, act: 'read-meeting', meeting, at: now } as const
  await lookOnce(db, look)
  const people = await invitedPeople(db, meeting)
  const child = people.find(({ id }) => id === who.person)?.child === true
  return {
    meeting,
    network: row.network,
    centre: await centreName(db, row.network),
    you: {
      person: who.person,
      kind: kind ?? 'guest',
      seated,
      child,
      hides: await mayHide(context, { person: who.person, meeting }),
    },
    startsAt: row.starts_at,
    zone: row.zone,
    place: row.place,
    placeWords: row.place_words,
    phase: phase ?? row.phase,
    now,
    people,
    links: may(standing, 'make-link') ? await linksOf(db, meeting) : null,
    record: may(standing, 'read-record'),
  }
}

/** Who is in the circle now. Only for those who are invited: it says who is where at this moment. */
export async function whoIsHere(
  context: Context,
  who: Who,
  input: { readonly meeting: MeetingId },
): Promise<WhoIsHere> {
  const { meeting: row } = await allowed(context.db, who, { meeting: input.meeting, act: 'enter-meeting' })
  const state = await roomState(context, input.meeting)
  const here = state.seats.flatMap(seat => {
    const person = state.people[seat.person]
    if (!person || (seat.presence !== 'here' && seat.presence !== 'lost')) return []
    const way = (seat.device && state.devices[seat.device]?.way) || 'sound'
    return [{ person: person.id, name: person.name, role: person.role, way }]
  })
  return {
    phase: state.phase,
    startsAt: row.starts_at,
    zone: row.zone,
    now: context.clock.now(),
    here: state.phase === 'ended' ? [] : here,
  }
}

async function linksOf(db: Db, meeting: MeetingId): Promise<Readonly<Record<PersonId, LinkState>>> {
  const rows = await db
    .selectFrom('link')
    .select(['id', 'person', 'made_at', 'opened_at', 'expires_at'])
    .where('meeting', '=', meeting)
    .where('revoked_at', 'is', null)
    .execute()
  return Object.fromEntries(
    rows.map(row => [
      row.person,
      { link: row.id, madeAt: row.made_at, openedAt: row.opened_at, expiresAt: row.expires_at },
    ]),
  )
}
