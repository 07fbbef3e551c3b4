import type { Phase } from './door.ts'
import type { Kind } from './network.ts'

/** Who somebody is to one network or meeting. Nobody is anything by job title alone. */
export interface Standing {
  /** null: not of this network. */
  readonly kind: Kind | null
  /** Invited to this meeting. */
  readonly invited: boolean
  /** Was in this meeting. */
  readonly attended: boolean
  /** Those who were there let absent people read. */
  readonly absentMayRead: boolean
  readonly phase: Phase | null
  /** Has a seat that is here or lost for a moment. */
  readonly seated: boolean
  /**
   * How they went from the network, when they did: by themself as one of its people, as staff, or because the person at
   * the centre has ended their reading.
   */
  readonly left: null | 'network' | 'staff' | 'ended'
  /** Works here, by a sign-in of their own and never by a personal link. Alone it opens nothing. */
  readonly staff: boolean
  /** Has said why to this network, as a duty, and the hour is not over. */
  readonly brokeSeal: boolean
}

export type Act =
  | 'see-network'
  | 'change-network'
  | 'arrange-meeting'
  | 'make-link'
  | 'see-meeting'
  | 'enter-meeting'
  | 'read-notes'
  | 'write-notes'
  | 'read-record'
  | 'add-to-record'
  | 'break-seal'
  | 'find-by-duty'
  | 'read-by-duty'

/** The one table. The server refuses by it, the client does not offer by it. */
export function may(who: Standing, act: Act): boolean {
  const member = who.kind === 'centre' || who.kind === 'network' || who.kind === 'practitioner'
  switch (act) {
    case 'see-network':
      return member
    case 'change-network':
    case 'arrange-meeting':
    case 'make-link':
      return who.kind === 'practitioner'
    case 'see-meeting':
      // The team hands out the links, so it sees the time, the place and who is asked, even for a meeting without it.
      return (who.invited && who.kind !== null) || who.kind === 'practitioner'
    case 'enter-meeting':
      return who.invited && who.kind !== null
    case 'read-notes':
      return who.seated && who.phase !== 'arranged' && who.phase !== 'ended'
    case 'write-notes':
      return who.seated && (who.phase === 'open' || who.phase === 'closing')
    case 'read-record':
      // Nothing about us without us: the person at the centre reads every record of their own network.
      // It was let to those who are asked to come; who has left the network since is not one of them.
      // What people were in together stays readable to them; staff who went read nothing more.
      return (
        who.phase === 'ended' &&
        ((who.attended && staysReader(who)) ||
          (who.invited && who.absentMayRead && who.kind !== null) ||
          who.kind === 'centre')
      )
    case 'add-to-record':
      return who.phase === 'ended' && ((who.attended && staysReader(who)) || who.kind === 'centre')
    case 'break-seal':
      return isOutside(who)
    case 'find-by-duty':
      return isOutside(who) && who.brokeSeal
    case 'read-by-duty':
      // What is sealed, and nothing else: no room, no notes, no copy, no word of their own.
      return isOutside(who) && who.brokeSeal && who.phase === 'ended'
  }
}

/**
 * A relative who works here, or an interpreter who came once, never comes in by this way: whoever is afraid of them must
 * be able to speak. Staff who have left the network are as all other staff.
 */
const isOutside = (who: Standing): boolean =>
  who.staff && who.kind === null && (who.left === null || who.left === 'staff')

const staysReader = (who: Standing): boolean => who.left === null || who.left === 'network'
