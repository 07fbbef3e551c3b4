import { may } from '@polyphony/shared/domain/access'
import { Fault } from '@polyphony/shared/domain/fault'
import type { MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import { newId } from '@polyphony/shared/domain/ids'
import type { Actor, Command, HouseCommand, RoomEvent, RoomState, Words } from '@polyphony/shared/domain/meeting'
import { noWords } from '@polyphony/shared/domain/meeting'
import { decide } from '@polyphony/shared/domain/room'
import type { NotebookReading } from '@polyphony/shared/domain/record'
import type { Instant } from '@polyphony/shared/domain/time'
import type { Do } from '@polyphony/shared/wire/live'
import { carriedEvents, carryOver } from './carrying.ts'
import type { Context, Who } from './context.ts'
import { appendEvents, inTurn, keepState, stateOf } from './memory.ts'
import { acquaint, keepInStep, withInvited } from './rows.ts'
import { sealMeeting } from './sealing.ts'
import { standingByRows } from './standing.ts'

/**
 * The live room's one door for deeds. Each is one transaction with the meeting's row locked: decided on the state as
 * the events give it, appended, committed, and only then told. The same command twice happens once.
 */
export async function doInRoom(context: Context, who: Who, given: Do): Promise<{ readonly seq: number }> {
  const { meeting, deed, device, as } = given
  return await carryOut(context, {
    meeting,
    command: deed as Command,
    actor: { person: who.person, device, as },
    said: given.id,
  })
}

/** What only the house says: a line was lost or is back, time has passed. */
export async function houseInRoom(
  context: Context,
  given: { readonly meeting: MeetingId; readonly command: HouseCommand },
): Promise<{ readonly seq: number }> {
  return await carryOut(context, { ...given, actor: nobody, said: null })
}

/** The room as it is now, the same that every screen has. */
export async function roomState(context: Context, meeting: MeetingId): Promise<RoomState> {
  return (await stateOf(context.db, context.db, meeting)).state
}

/** As roomState, with everyone who is invited today, and the number of the last event in it. */
export async function roomNow(
  context: Context,
  meeting: MeetingId,
): Promise<{ readonly state: RoomState; readonly seq: number }> {
  const { state, seq } = await stateOf(context.db, context.db, meeting)
  return { state: await withInvited(context.db, state), seq }
}

const nobody: Actor = { person: '' as PersonId, device: null, as: '' as PersonId }

interface Order {
  readonly meeting: MeetingId
  readonly command: Command | HouseCommand
  readonly actor: Actor
  /** Its id when a person said it; null: the house. */
  readonly said: Do['id'] | null
}

async function carryOut(context: Context, order: Order): Promise<{ readonly seq: number }> {
  const { meeting, command } = order
  return await inTurn(context.db, meeting, async () => {
    const before = order.said === null ? await alreadySo(context, order) : await doneBefore(context, order)
    if (before) return before
    const words = await prepare(context, order)
    const commit = async (reading: NotebookReading | null) =>
      await context.db
        .transaction()
        .execute(async db => await decideAndKeep({ ...context, db }, { ...order, words, reading, root: context.db }))
    const done = command.do === 'end-meeting' ? await context.notebooks.seal(meeting, commit) : await commit(null)
    if (done.events.length === 0) return { seq: done.seq }
    keepState(context.db, meeting, done)
    context.tell.happened(meeting, done.stamped)
    if (done.events.some(event => changesRights.has(event.is))) context.notebooks.rightsChanged(meeting)
    return { seq: done.seq }
  })
}

/** What must be known before the transaction: the notebook keeps its words in transactions of its own. */
async function prepare(context: Context, order: Order): Promise<Words> {
  const { meeting, command } = order
  const { state } = await stateOf(context.db, context.db, meeting)
  if (command.do === 'arrive' && !state.ended) {
    await admit(context, order, state)
    await carryOver(context, meeting)
  }
  const words = needsWords.has(command.do) && !state.ended ? await context.notebooks.words(meeting) : noWords
  if (command.do !== 'end-meeting') return words
  // Refused now or not at all: nothing is sealed for an ending that is not allowed.
  await admit(context, order, state)
  decide(state, command, circumstanceOf(context, order, words))
  return noWords
}

async function decideAndKeep(
  context: Context,
  given: Order & {
    readonly words: Words
    /** Only for the end. */
    readonly reading: NotebookReading | null
    readonly root: Context['db']
  },
): Promise<{
  state: RoomState
  seq: number
  events: readonly RoomEvent[]
  stamped: Awaited<ReturnType<typeof appendEvents>>['stamped']
}> {
  const { db } = context
  const { meeting, command, actor, said } = given
  // Touching the row holds it until the end, in both databases: nobody else decides on the same state.
  await db
    .updateTable('meeting')
    .set(set => ({ phase: set.ref('phase') }))
    .where('id', '=', meeting)
    .execute()
  const { state: kept, seq } = await stateOf(given.root, db, meeting)
  if (said) await admit(context, given, kept)
  const state = await acquaint(db, kept, command, actor)
  const circumstance = circumstanceOf(context, given, given.words)
  const carried = command.do === 'arrive' ? await carriedEvents(db, meeting) : []
  const events = [...carried, ...decide(state, command, circumstance)]
  const person = said ? actor.person : null
  const after = await appendEvents(db, { state, seq, events, at: circumstance.now, person, command: said })
  await keepInStep(db, { before: state, after: after.state, events, at: circumstance.now })
  if (after.state.ended && !state.ended)
    await sealMeeting(context, { state: after.state, by: actor.person, reading: given.reading })
  if (said) {
    await db
      .insertInto('command_done')
      .values({ meeting, id: said, person: actor.person, at: circumstance.now, seq: after.seq })
      .execute()
  }
  return { ...after, events }
}

function circumstanceOf(context: Context, order: Order, words: Words) {
  const now: Instant = context.clock.now()
  return { actor: order.actor, now, words, newMeeting: newId<MeetingId>(now, context.chance) }
}

/** The house asks often whether something has changed; mostly nothing has. */
async function alreadySo(context: Context, order: Order): Promise<{ readonly seq: number } | null> {
  const { state, seq } = await stateOf(context.db, context.db, order.meeting)
  return decide(state, order.command, circumstanceOf(context, order, noWords)).length === 0 ? { seq } : null
}

/** Who may say anything here at all. After the end only owners of steps speak; the rules see to that. */
async function admit(context: Context, order: Order, state: RoomState): Promise<void> {
  const standing = await standingByRows(context.db, order.actor.person, order.meeting)
  const allowed = state.ended ? standing.invited : may(standing, 'enter-meeting')
  if (!allowed) throw new Fault('not-yours')
}

async function doneBefore(context: Context, order: Order): Promise<{ readonly seq: number } | null> {
  if (order.said === null) return null
  const done = await context.db
    .selectFrom('command_done')
    .select(['person', 'seq'])
    .where('meeting', '=', order.meeting)
    .where('id', '=', order.said)
    .executeTakeFirst()
  if (!done) return null
  // An id that somebody else has used says nothing about what this person did.
  if (done.person !== order.actor.person) throw new Fault('already-there')
  return { seq: done.seq }
}

const needsWords: ReadonlySet<string> = new Set<Command['do']>([
  'check-voice',
  'take-position',
  'mark-position',
  'settle-decision',
  'decide-by-duty',
  'end-question',
  'reopen-question',
  'offer-step',
  'accept-step',
  'release-step',
  'tell-step',
  'begin-closing',
  'read-on',
  'read-again',
  'agree-next-meeting',
  'end-meeting',
])

/** What changes who may read or write the notebook (S10). */
const changesRights: ReadonlySet<string> = new Set<RoomEvent['is']>([
  'arrived',
  'left',
  'line-lost',
  'line-back',
  'seated',
  'unseated',
  'stepped-out',
  'came-back',
  'waiting-began',
  'door-opened',
  'door-paused',
  'voice-checked',
  'meeting-ended',
])
