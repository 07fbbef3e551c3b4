import { Fault } from '@polyphony/shared/domain/fault'
import type { MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import type { Command, Words } from '@polyphony/shared/domain/meeting'
import { noWords } from '@polyphony/shared/domain/meeting'
import { decide } from '@polyphony/shared/domain/room'
import type { LiveState } from '../core/live.ts'
import { ofTheOwner, speaksNow } from './room.ts'

/**
 * Would the server do this now? Asked of the very rules it decides by, so that what cannot be done is not on the
 * screen, and what is on the screen can be done. A deed that would change nothing is not offered either.
 */
export function possible(given: {
  live: LiveState
  deed: Command
  now: number
  words?: Words | undefined
  as?: PersonId | undefined
}): boolean {
  const { live, deed, now, words = noWords } = given
  const { room, you, device } = live
  const as = given.as ?? (ofTheOwner.includes(deed.do) ? you : speaksNow(live))
  if (room === null || you === null || as === null) return false
  const actor = { person: you, device, as }
  try {
    return decide(room, deed, { actor, now: now + live.ahead, words, newMeeting: '' as MeetingId }).length > 0
  } catch (error) {
    if (error instanceof Fault) return false
    throw error
  }
}
