import type { FaultName } from '@polyphony/shared/domain/fault'

/** What happened, what still works, what to do. A fault without a sentence does not compile. */
export const faults = {
  'not-signed-in': 'You are not signed in here. Open your link again, or sign in.',
  'wrong-password': 'This e-mail does not go with this password. Look at both and try again.',
  'too-many-tries': 'That was tried many times in a row. Wait ten minutes, then try again.',
  'wrong-origin': 'This page came from another address. Open this page again and do it once more.',

  'link-unknown': 'We do not know this link. It may be cut short. Open it again from your message.',
  'link-expired': 'This link is too old to open. Ask the person who sent it for a new one.',
  'link-revoked': 'This link was taken back. Ask the person who sent it for a new one.',
  'link-used': 'This link was used before. Sign in, or ask for a new one.',

  'not-found': 'There is nothing here. The address may be cut short.',
  'not-yours': 'This page is for other people. Nothing has changed.',
  'not-understood': 'Something here is missing or too long. Look at it and try again.',
  'too-large': 'This is too much at once. Nothing is lost. Try it in smaller parts.',
  'already-there': 'This is already there. Nothing has changed.',
  'last-of-the-team': 'You are the last of the team here. Add a colleague first, then leave.',

  'seal-holds': 'There is nothing to open at this address. Look at it again, or ask who gave it to you.',
  'reading-over': 'This hour of reading is over. You can say why, and read again.',
  'role-needed': 'Say first what you do. The network reads it next to your name.',

  'not-in-the-room': 'You are not in the room now. Come in again, then repeat this.',
  'not-your-seat': 'Only that person can do this, or the one who sits with them.',
  'door-closed': 'The room is not open yet. It opens when someone of the family or friends is here.',
  'meeting-ended': 'This meeting has ended. Its record is under the same link.',
  'meeting-not-ended': 'This meeting is still going on. The record comes when it has ended.',
  'room-full': 'The room is full. Ring the team and join by phone.',
  'nobody-by-that-name': 'We do not find this person here. Look at the list again.',

  'reflecting-needs-two': 'Thinking aloud needs two of the team, or one who speaks alone.',
  'reflecting-needs-leave': 'Someone of the family or friends says yes first.',
  'reflecting-not-now': 'Someone said not now. You all go on talking.',
  'only-practitioners-reflect': 'Only people of the team think aloud like this.',

  'no-such-words': 'These words are not here any more. Look at the page again.',
  'words-changed': 'The words changed in the meantime. Read them again, then choose.',
  'words-empty': 'There are no words here yet. Write them first.',
  'only-the-speaker': 'Only the person who said this can do that.',
  'only-your-own-position': 'Each person says only where they stand themselves.',
  'not-agreed-yet': 'The person at the centre says not yet, or is not here. You can leave it open.',
  'look-again-needed': 'Say when you look at this again. A day, or when you next meet.',
  'reason-needed': 'This needs a reason in plain words.',
  'only-the-owner': 'Only the person who took this step can do that.',
  'already-settled': 'This is already settled. Nothing has changed.',
  'next-meeting-needed': 'Say first when you meet next. You can also say: not for now.',
  'read-back-needed': 'Read it back together first.',
  'may-not-write': 'You can read here. Writing is not open to you now.',

  'not-saved': 'We cannot save right now. Your words stay on this device. We keep trying.',
  leaving: 'The service starts again. Wait a moment. Nothing is lost.',
  unexpected: 'Something went wrong on our side. Nothing of yours is lost. Try it again.',
  unreachable: 'We cannot reach the service. Look at your connection and try again. Nothing is lost.',
} as const satisfies Record<FaultName | 'unreachable', string>
