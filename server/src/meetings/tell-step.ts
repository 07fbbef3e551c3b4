import { Fault } from '@polyphony/shared/domain/fault'
import type { CommandId, DeviceId, EntryId, MeetingId } from '@polyphony/shared/domain/ids'
import { newId } from '@polyphony/shared/domain/ids'
import type { StepTelling } from '@polyphony/shared/domain/step'
import type { Context, Who } from './context.ts'
import { sealedRecord } from './records.ts'
import { doInRoom } from './room.ts'
import { allowed } from './standing.ts'

/**
 * How a step goes, told by its owner in the weeks after. It goes through the same rules as everything said in the room
 * and stands in the meeting's own memory; the sealed record is not touched.
 */
export async function tellStep(
  context: Context,
  who: Who,
  input: {
    readonly meeting: MeetingId
    readonly step: EntryId
    readonly how: StepTelling
    readonly words: string
  },
): Promise<null> {
  const { meeting, step, how, words } = input
  await allowed(context.db, who, { meeting, act: 'read-record' })
  const sealed = await sealedRecord(context.db, meeting)
  if (!sealed?.record.steps.some(entry => entry.id === step)) throw new Fault('no-such-words')
  const now = context.clock.now()
  await doInRoom(context, who, {
    id: newId<CommandId>(now, context.chance),
    meeting,
    // Told from a page, not from a seat.
    device: newId<DeviceId>(now, context.chance),
    as: who.person,
    deed: { do: 'tell-step', step, how, words },
  })
  return null
}
