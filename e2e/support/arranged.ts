import type { MeetingId, NetworkId, PersonId } from '@polyphony/shared/domain/ids'
import { caller, tokenOf } from './calls.ts'
import type { Caller } from './calls.ts'
import type { House } from './house.ts'

export const password = 'four calm words here'
export const zone = 'Europe/Dublin'

/** A clinic with one administrator who is a practitioner too. */
export async function setUpClinic(house: House, name = 'Sam'): Promise<Caller> {
  const staff = caller(house.url)
  await staff.call('setUp', { token: tokenOf(house.setUpLink), name, email: 'sam@clinic.example', password })
  return staff
}

export interface Arranged {
  readonly network: NetworkId
  readonly meeting: MeetingId
  /** By first name. */
  person(name: string): PersonId
  /** A personal link by first name. */
  link(name: string): Promise<string>
}

/** Maria, her brother Tomas, and a meeting. startsAt null: now. */
export async function arrangeMeeting(
  staff: Caller,
  given: {
    people?: readonly { name: string; relation: string }[]
    /** Of the team, beside who arranges it. */
    team?: readonly PersonId[]
    startsAt?: number | null
  } = {},
): Promise<Arranged> {
  const { people = [{ name: 'Tomas', relation: 'brother' }], team = [], startsAt = null } = given
  const { network } = await staff.call('createNetwork', {
    centre: 'Maria',
    people: [...people],
    team: [staff.me().person, ...team],
  })
  const page = await staff.call('network', { network })
  const ids = Object.fromEntries(page.members.map(member => [member.name, member.person]))
  const { meeting } = await staff.call('arrangeMeeting', {
    network,
    startsAt,
    zone,
    place: 'online',
    placeWords: '',
    people: Object.values(ids),
  })
  const person = (name: string) => {
    const id = ids[name]
    if (!id) throw new Error(`Nobody here is called ${name}.`)
    return id
  }
  return {
    network: network as NetworkId,
    meeting: meeting as MeetingId,
    person,
    link: async name => (await staff.call('makeLink', { meeting, person: person(name) })).url,
  }
}
