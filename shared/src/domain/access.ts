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
  }
}

const staysReader = (who: Standing): boolean => who.left === null || who.left === 'network'
