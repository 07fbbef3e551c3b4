/** Names of things. A brand costs nothing at run time and stops a person being passed where a meeting is meant. */
declare const brand: unique symbol
type Id<Name extends string> = string & { readonly [brand]: Name }

export type PersonId = Id<'person'>
export type NetworkId = Id<'network'>
export type MeetingId = Id<'meeting'>
/** A voice, reflection, decision, question or step in the notebook. */
export type EntryId = Id<'entry'>
/** One tab on one phone or computer. It keeps its id through reloads, so a seat is found again. */
export type DeviceId = Id<'device'>
/** Made by the client; the same command sent twice happens once. */
export type CommandId = Id<'command'>
/** An hour in which somebody reads because of a duty. */
export type DutyReadingId = Id<'duty-reading'>
export type LinkId = Id<'link'>
/** The public half of a sign-in: says which one a tab speaks for. Knowing it opens nothing. */
export type SessionLabel = Id<'session'>

/** Shape: uuid version 7, lower case. Source: RFC 9562 §5.7. */
export const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** Randomness is handed in, so that a test can replay it. */
export interface Chance {
  /** Fills and returns the given bytes. */
  fill(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>
}

/** A new uuid version 7: sorts by the time (epoch milliseconds) it was made. */
export function newId<T extends Id<string>>(at: number, chance: Chance): T {
  const bytes = chance.fill(new Uint8Array(16))
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(at / 2 ** (8 * (5 - i))) % 256
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as T
}
