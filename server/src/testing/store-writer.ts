import { writeSync } from 'node:fs'
import type { MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import { openStore } from '../store/open.ts'

/**
 * A process of its own that writes to the notebook log as fast as it can and says on standard output which numbers were
 * acknowledged. Tests kill it. Arguments: the data folder.
 */
try {
  const [, , dataDir = ''] = process.argv
  const { log } = await openStore({ dataDir })
  writeSync(1, 'open\n')
  await Promise.all(['one', 'two', 'three'].map(name => write(name as MeetingId)))

  async function write(meeting: MeetingId): Promise<never> {
    const { snapshot, tail } = await log.load(meeting)
    let seq = tail.at(-1)?.seq ?? snapshot?.seq ?? 0
    for (;;) {
      const rows = Array.from({ length: 1 + (seq % 3) }, (_, index) => ({
        meeting,
        seq: seq + 1 + index,
        person: 'somebody' as PersonId,
        client: 7,
        at: 1_800_000_000_000 + seq,
        bytes: Buffer.from(`${meeting} ${seq + 1 + index}`),
      }))
      await log.append(rows)
      seq += rows.length
      writeSync(1, `${meeting} ${seq}\n`)
      if (seq % 50 === 0) await log.snapshot({ meeting, seq, bytes: Buffer.from(`${seq}`), at: seq })
    }
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
