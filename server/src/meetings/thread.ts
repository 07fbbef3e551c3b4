import type { EntryId, MeetingId } from '@polyphony/shared/domain/ids'
import type { Carried } from '@polyphony/shared/domain/question'
import type { EntryReading, MeetingRecord } from '@polyphony/shared/domain/record'
import type { NextStep } from '@polyphony/shared/domain/step'
import type { NetworkPage } from '@polyphony/shared/wire/views'

/**
 * What runs through the meetings of a network (F16): decisions in force, questions still open, steps still to do.
 * Pure, and made anew from the sealed records each time: there is no second truth that could drift away from them.
 */
export interface SealedMeeting {
  readonly record: MeetingRecord
  /** May this reader read it? Its words reach nobody else, but that a question has ended is known to all. */
  readonly readable: boolean
  /** Steps as they stand today: what was told after the meeting is in them. */
  readonly steps: Readonly<Record<EntryId, NextStep>>
}

type Thread = Pick<NetworkPage, 'inForce' | 'questions' | 'steps'>

/** sealed: oldest first. */
export function threadOf(sealed: readonly SealedMeeting[]): Thread {
  const readable = sealed.filter(meeting => meeting.readable)
  return {
    inForce: readable.flatMap(({ record }) => decisionsInForce(record)).reverse(),
    questions: openQuestions(sealed),
    steps: stepsToDo(sealed),
  }
}

/**
 * Agreed and not changed since. A decision by professional duty stands too, as its own kind (P5). Words that were
 * changed after they were agreed are not what was agreed (P4).
 */
function decisionsInForce(record: MeetingRecord): Thread['inForce'] {
  return record.decisions
    .filter(({ decision, hash }) => {
      const agreed = decision.standing === 'agreed' && decision.agreedHash === hash
      return agreed || (decision.duty?.hash === hash && decision.standing !== 'changed')
    })
    .map(({ id, body, decision }) => ({
      entry: id,
      meeting: record.meeting,
      at: record.endedAt,
      body,
      standing: decision.standing,
      lookAgain: decision.lookAgain,
      duty: decision.duty,
    }))
}

function openQuestions(sealed: readonly SealedMeeting[]): Thread['questions'] {
  const chains = chainsOf(sealed, ({ record }) =>
    record.questions.map(entry => ({ entry, carried: entry.question.carried, over: entry.question.ended !== null })),
  )
  return chains.flatMap(({ links, first }) => {
    if (links.at(-1)?.over !== false) return []
    const shown = links.findLast(link => link.of.readable)
    if (!shown) return []
    return [{ entry: shown.entry.id, meeting: shown.of.record.meeting, body: shown.entry.body, since: first }]
  })
}

function stepsToDo(sealed: readonly SealedMeeting[]): Thread['steps'] {
  const chains = chainsOf(sealed, ({ record, steps }) =>
    record.steps.map(entry => {
      const step = steps[entry.id] ?? entry.step
      return { entry, carried: step.carried, over: false, step }
    }),
  )
  return chains.flatMap(({ links }) => {
    const done = stepOver(links.map(link => link.step))?.told.at(-1)?.how === 'done'
    const readable = links.filter(link => link.of.readable)
    const shown = readable.at(-1)
    const step = stepOver(readable.map(link => link.step))
    if (done || !shown || !step) return []
    const { record } = shown.of
    const ownerName = record.people.find(person => person.id === step.owner)?.name ?? null
    return [{ entry: shown.entry.id, meeting: record.meeting, body: shown.entry.body, step, ownerName }]
  })
}

/**
 * One step that was carried from meeting to meeting, as it stands today: owned as in the newest, with everything that
 * was told of it in any of them, oldest first. "No longer right for me" leaves it without an owner.
 */
export function stepOver(chain: readonly NextStep[]): NextStep | null {
  const newest = chain.at(-1)
  if (!newest) return null
  const told = chain
    .flatMap(step => step.told)
    .filter((one, at, all) => all.findIndex(other => other.at === one.at && other.by === one.by) === at)
    .sort((a, b) => a.at - b.at)
  const last = told.at(-1)
  const putDown = last?.how === 'not-right' && last.by === newest.owner
  return { ...newest, told, ...(putDown && { owner: null, markedBy: null }) }
}

interface Found {
  readonly entry: EntryReading
  readonly carried: readonly Carried[]
  readonly over: boolean
}
interface Chain<F extends Found> {
  readonly links: (F & { readonly of: SealedMeeting })[]
  /** When it was first written down. */
  readonly first: number
}

/** Puts what was carried over behind what it was carried from. sealed and each chain: oldest first. */
function chainsOf<F extends Found>(
  sealed: readonly SealedMeeting[],
  find: (meeting: SealedMeeting) => readonly F[],
): Chain<F>[] {
  const chains: Chain<F>[] = []
  const byPlace = new Map<string, Chain<F>>()
  const key = (meeting: MeetingId, entry: EntryId) => `${meeting} ${entry}`
  for (const meeting of sealed) {
    for (const found of find(meeting)) {
      const before = found.carried.map(at => byPlace.get(key(at.meeting, at.entry))).find(chain => chain !== undefined)
      const chain = before ?? { links: [], first: found.carried[0]?.at ?? meeting.record.endedAt }
      if (!before) chains.push(chain)
      chain.links.push({ ...found, of: meeting })
      byPlace.set(key(meeting.record.meeting, found.entry.id), chain)
    }
  }
  return chains
}
