import type { MeetingId, SessionLabel } from '@polyphony/shared/domain/ids'

/** Names of the databases begin with this. "Leave quickly" wipes by it too (ui/leave.ts). */
const prefix = 'polyphony-copy:'

export const copyName = (who: SessionLabel, meeting: MeetingId): string => `${prefix}${who}:${meeting}`
export const isCopy = (name: string | undefined): name is string => name?.startsWith(prefix) === true
/** The sign-in whose copy this is. */
export const whoseCopy = (name: string): SessionLabel => (name.slice(prefix.length).split(':')[0] ?? '') as SessionLabel
