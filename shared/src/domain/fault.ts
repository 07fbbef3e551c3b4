/** The closed list of what may be refused. Every name has a sentence in every language (client/src/i18n). */
export const faults = {
  // who you are
  'not-signed-in': 401,
  'wrong-password': 401,
  'too-many-tries': 429,
  'wrong-origin': 403,
  // links
  'link-unknown': 404,
  'link-expired': 410,
  'link-revoked': 410,
  'link-used': 410,
  // what is there
  'not-found': 404,
  'not-yours': 403,
  'not-understood': 400,
  'too-large': 413,
  'already-there': 409,
  /** A network without a team finds nobody who answers. */
  'last-of-the-team': 409,
  // reading because of a duty
  /** Nothing is there, or it is not theirs to open: the same answer, so that nobody can feel for families. */
  'seal-holds': 404,
  'reading-over': 410,
  'role-needed': 409,
  // the room
  'not-in-the-room': 409,
  'not-your-seat': 403,
  'door-closed': 409,
  'meeting-ended': 409,
  'meeting-not-ended': 409,
  'room-full': 409,
  'nobody-by-that-name': 404,
  // reflecting
  'reflecting-needs-two': 409,
  'reflecting-needs-leave': 409,
  'reflecting-not-now': 409,
  'only-practitioners-reflect': 403,
  // words and commitments
  'no-such-words': 404,
  'words-changed': 409,
  'words-empty': 409,
  'only-the-speaker': 403,
  'only-your-own-position': 403,
  'not-agreed-yet': 409,
  'look-again-needed': 409,
  'reason-needed': 409,
  'only-the-owner': 403,
  'already-settled': 409,
  'next-meeting-needed': 409,
  'read-back-needed': 409,
  'may-not-write': 403,
  // ours
  'not-saved': 503,
  leaving: 503,
  unexpected: 500,
} as const satisfies Record<string, number>

export type FaultName = keyof typeof faults

/** A refusal that a person may see. Anything else that is thrown is a bug and is shown as 'unexpected'. */
export class Fault extends Error {
  readonly fault: FaultName
  /** The field a form can point at, where there is one. */
  readonly field: string | null
  constructor(fault: FaultName, field: string | null = null) {
    super(fault)
    this.name = 'Fault'
    this.fault = fault
    this.field = field
  }
}

/** For the default branch of a switch: a forgotten case does not compile. */
export function never(value: never): never {
  throw new Error(`forgotten case ${JSON.stringify(value)}`)
}
