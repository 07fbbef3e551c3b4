import { decideClosing, evolveClosing } from './closing.ts'
import { decideDecision, evolveDecision } from './decision.ts'
import { decideDoor, evolveDoor, graceSince } from './door.ts'
import { Fault, never } from './fault.ts'
import type { Circumstance, Command, HouseCommand, RoomEvent, RoomState } from './meeting.ts'
import { carriedElsewhere, deviceOf, isHere, isLanding, isOpen, seatOf } from './present.ts'
import { decideQuestion, evolveQuestion } from './question.ts'
import { decideReflecting, evolveReflecting, lookAtReflecting } from './reflecting.ts'
import { decideSeat } from './seat.ts'
import { evolveSeat } from './seating.ts'
import { decideStep, evolveStep } from './step.ts'
import type { Instant } from './time.ts'
import { decideVoice, evolveVoice } from './voice.ts'

/** The practice as two functions. The server decides; everyone evolves, and so has the same room before their eyes. */

/**
 * What happens when somebody says this now. Throws a Fault when it may not be; then nothing happens.
 * An empty answer: it is already so.
 */
export function decide(
  state: RoomState,
  command: Command | HouseCommand,
  circumstance: Circumstance,
): readonly RoomEvent[] {
  const events: RoomEvent[] = []
  let after = state
  const happen = (more: readonly RoomEvent[]) => {
    events.push(...more)
    for (const event of more) after = evolve(after, event, circumstance.now)
  }
  happen(isOfHouse(command) ? decideHouse(state, command) : decidePerson(state, command, circumstance))
  happen(decideDoor(after, circumstance.now))
  happen(lookAtReflecting(after))
  return events
}

/** Total and pure: the same events give the same state, on the server, on every screen, after any crash. */
export function evolve(state: RoomState, event: RoomEvent, at: Instant): RoomState {
  const after = evolveOne(state, event, at)
  const since = graceSince(after)
  return since === after.graceSince ? after : { ...after, graceSince: since }
}

function isOfHouse(command: Command | HouseCommand): command is HouseCommand {
  return command.do === 'lose-line' || command.do === 'find-line' || command.do === 'look-at-the-clock'
}

function decideHouse(state: RoomState, command: HouseCommand): RoomEvent[] {
  if ((state.ended && !isLanding(state)) || command.do === 'look-at-the-clock') return []
  const { device } = command
  const known = deviceOf(state, device)
  if (!known) return []
  if (command.do === 'lose-line')
    return known.line === 'lost' ? [] : [{ is: 'line-lost', device, since: command.since }]
  if (known.line === 'here') return []
  // Another device has taken over sound and picture meanwhile: two in one room would howl.
  const keeper = deviceOf(state, seatOf(state, known.owner)?.device ?? null)
  const yields = carriedElsewhere(state, known.owner, device) && known.way !== 'notes' && keeper?.way !== 'notes'
  return [{ is: 'line-back', device }, ...(yields ? [{ is: 'way-changed', device, way: 'notes' } as const] : [])]
}

function decidePerson(state: RoomState, command: Command, circumstance: Circumstance): RoomEvent[] {
  admit(state, command, circumstance)
  switch (command.do) {
    case 'arrive':
    case 'change-way':
    case 'step-out':
    case 'come-back':
    case 'leave':
    case 'seat-person':
    case 'seat-guest':
    case 'unseat':
    case 'use-device':
    case 'want-to-speak':
    case 'mark-heard':
    case 'pause-together':
      return decideSeat(state, command, circumstance)
    case 'set-writing':
    case 'check-voice':
      return decideVoice(state, command, circumstance)
    case 'ask-to-reflect':
    case 'answer-reflecting':
    case 'stop-reflecting':
    case 'rest-microphone':
    case 'answer-floor':
    case 'end-floor':
      return decideReflecting(state, command, circumstance)
    case 'take-position':
    case 'mark-position':
    case 'settle-decision':
    case 'decide-by-duty':
      return decideDecision(state, command, circumstance)
    case 'end-question':
    case 'reopen-question':
      return decideQuestion(state, command, circumstance)
    case 'offer-step':
    case 'accept-step':
    case 'release-step':
    case 'tell-step':
      return decideStep(state, command, circumstance)
    case 'begin-closing':
    case 'go-on-talking':
    case 'read-on':
    case 'read-again':
    case 'agree-next-meeting':
    case 'let-absent-read':
    case 'end-meeting':
      return decideClosing(state, command, circumstance)
    default:
      return never(command)
  }
}

const afterTheEnd: readonly Command['do'][] = ['tell-step', 'release-step']
/** What needs no open door (D2): coming, sitting down, going. */
const beforeTheDoor: readonly Command['do'][] = [
  'arrive',
  'change-way',
  'step-out',
  'come-back',
  'leave',
  'seat-person',
  'seat-guest',
  'unseat',
  'use-device',
]
/** While the meeting lands: going, and how one is there. */
const whileLanding: readonly Command['do'][] = ['leave', 'change-way']
const whileSteppedOut: readonly Command['do'][] = ['change-way', 'come-back', 'leave', 'use-device']

/** May this sender speak at all: with whose voice, from which seat, through which door? */
function admit(state: RoomState, command: Command, { actor }: Circumstance): void {
  const own = actor.as === actor.person
  if (state.ended && !(isLanding(state) && whileLanding.includes(command.do))) {
    if (!afterTheEnd.includes(command.do)) throw new Fault('meeting-ended')
    if (!own) throw new Fault('not-your-seat')
    return
  }
  if (command.do === 'arrive') return
  const device = deviceOf(state, actor.device)
  if (!device) throw new Fault('not-in-the-room')
  if (device.owner !== actor.person) throw new Fault('not-your-seat')
  if (device.line !== 'here') throw new Fault('not-in-the-room')
  if (!own && seatOf(state, actor.as)?.device !== device.id) throw new Fault('not-your-seat')
  const out = seatOf(state, actor.as)?.presence === 'out' && whileSteppedOut.includes(command.do)
  if (!isHere(state, actor.as) && !out) throw new Fault('not-in-the-room')
  if (isOpen(state) || beforeTheDoor.includes(command.do)) return
  // C3: ending is always possible. But where nobody of the network has been, there is no meeting yet to end.
  if (command.do === 'end-meeting' && command.how === 'without-closing' && state.phase === 'paused') return
  throw new Fault('door-closed')
}

function evolveOne(state: RoomState, event: RoomEvent, at: Instant): RoomState {
  switch (event.is) {
    case 'arrived':
    case 'way-changed':
    case 'stepped-out':
    case 'came-back':
    case 'left':
    case 'line-lost':
    case 'line-back':
    case 'seated':
    case 'unseated':
    case 'device-used':
    case 'wanted-to-speak':
    case 'heard':
    case 'forgotten':
    case 'paused-together':
    case 'pause-ended':
      return evolveSeat(state, event, at)
    case 'waiting-began':
    case 'door-opened':
    case 'door-paused':
      return evolveDoor(state, event)
    case 'writing-set':
    case 'voice-checked':
      return evolveVoice(state, event)
    case 'reflecting-asked':
    case 'reflecting-leave-given':
    case 'reflecting-not-now':
    case 'reflecting-began':
    case 'reflecting-stopped':
    case 'microphone-rested':
    case 'floor-answered':
    case 'floor-ended':
      return evolveReflecting(state, event, at)
    case 'position-taken':
    case 'decision-settled':
    case 'decided-by-duty':
      return evolveDecision(state, event, at)
    case 'question-ended':
    case 'question-reopened':
    case 'question-carried':
      return evolveQuestion(state, event, at)
    case 'step-offered':
    case 'step-accepted':
    case 'step-released':
    case 'step-told':
    case 'step-carried':
      return evolveStep(state, event, at)
    case 'closing-began':
    case 'closing-left':
    case 'reading-moved':
    case 'part-read-back':
    case 'next-meeting-agreed':
    case 'absent-may-read':
    case 'meeting-ended':
    case 'landing-over':
      return evolveClosing(state, event, at)
    default:
      return never(event)
  }
}
