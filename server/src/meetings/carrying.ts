import { createHash } from 'node:crypto'
import type { EntryId, MeetingId } from '@polyphony/shared/domain/ids'
import type { RoomEvent } from '@polyphony/shared/domain/meeting'
import type { Carried } from '@polyphony/shared/domain/question'
import type { EntryReading } from '@polyphony/shared/domain/record'
import { openNotebook } from '@polyphony/shared/notebook/notebook'
import type { Db } from '../store/open.ts'
import type { Context } from './context.ts'
import { sealedRecord, stepsNow } from './records.ts'
import type { SealedMeeting } from './thread.ts'
import { threadOf } from './thread.ts'

/**
 * What was left open goes with the network from meeting to meeting. First the words are put into the new notebook, then
 * the events say where they come from, in the transaction of the first arrival. Each entry's new id follows from where it
 * was, so that an interrupted carrying is simply done again.
 */
export async function carryOver(context: Context, meeting: MeetingId): Promise<void> {
  const left = await leftOpen(context.db, meeting)
  if (left.length === 0) return
  await context.notebooks.write(meeting, doc => {
    const notebook = openNotebook(doc)
    for (const { id, entry } of left) {
      if (notebook.body(id) !== null) continue
      const { kind, speaker, speakerWords, author, body } = entry
      notebook.add({ id, kind, speaker, speakerWords, author, after: null, words: body })
    }
  })
}

/** In the caller's transaction: the events that go with it, once. */
export async function carriedEvents(db: Db, meeting: MeetingId): Promise<readonly RoomEvent[]> {
  const left = await leftOpen(db, meeting)
  await db.updateTable('meeting').set({ carried: 1 }).where('id', '=', meeting).where('carried', '=', 0).execute()
  return left.map(({ event }) => event)
}

interface Left {
  readonly id: EntryId
  readonly entry: EntryReading
  readonly event: RoomEvent
}

/** Questions that are still open and steps that are not done, of all sealed meetings of the network; none once carried. */
async function leftOpen(db: Db, meeting: MeetingId): Promise<readonly Left[]> {
  const row = await db.selectFrom('meeting').select(['network', 'carried']).where('id', '=', meeting).executeTakeFirst()
  if (!row || row.carried === 1) return []
  const before = await db
    .selectFrom('meeting')
    .select('id')
    .where('network', '=', row.network)
    .where('phase', '=', 'ended')
    .where('id', '!=', meeting)
    .orderBy('ended_at')
    .execute()
  const sealed: SealedMeeting[] = []
  for (const { id } of before) {
    const found = await sealedRecord(db, id)
    // Everyone's: what stays open belongs to the network, not to who was there when it was written.
    if (found) sealed.push({ record: found.record, readable: true, steps: await stepsNow(db, found.record) })
  }
  const { questions, steps } = threadOf(sealed)
  return [
    ...questions.flatMap(line => {
      const from = found(sealed, line)
      const entry = from?.record.questions.find(({ id }) => id === line.entry)
      if (!from || !entry) return []
      const id = carriedId(meeting, line)
      const carried = [...entry.question.carried, whereItWas(from, line.entry)]
      return [{ id, entry, event: { is: 'question-carried', question: id, carried } as const }]
    }),
    ...steps.flatMap(line => {
      const from = found(sealed, line)
      const entry = from?.record.steps.find(({ id }) => id === line.entry)
      if (!from || !entry) return []
      const id = carriedId(meeting, line)
      const carried = [...entry.step.carried, whereItWas(from, line.entry)]
      const { owner, date, markedBy = null } = line.step
      return [{ id, entry, event: { is: 'step-carried', step: id, owner, markedBy, date, carried } as const }]
    }),
  ]
}

const found = (sealed: readonly SealedMeeting[], line: { readonly meeting: MeetingId }): SealedMeeting | undefined =>
  sealed.find(({ record }) => record.meeting === line.meeting)

const whereItWas = ({ record }: SealedMeeting, entry: EntryId): Carried => ({
  meeting: record.meeting,
  entry,
  at: record.endedAt,
})

/** A uuid 7 in shape, with the time of the entry it comes from and a hash of where it goes in place of chance. */
function carriedId(to: MeetingId, from: { readonly meeting: MeetingId; readonly entry: EntryId }): EntryId {
  const hash = createHash('sha256').update(`${to} ${from.meeting} ${from.entry}`).digest('hex')
  return `${from.entry.slice(0, 13)}-7${hash.slice(0, 3)}-8${hash.slice(3, 6)}-${hash.slice(6, 18)}` as EntryId
}
