import type { MeetingId } from '@polyphony/shared/domain/ids'
import { notesOf } from '@polyphony/shared/notebook/schema'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { createLogger } from '../log.ts'
import type { NotebookLog } from '../store/log.ts'
import { fakeClock } from '../testing/clock.ts'
import type { FakeClock } from '../testing/clock.ts'
import { notesText } from './desk.testing.ts'
import { openSyncHouse } from './house.testing.ts'
import type { SyncHouse } from './house.testing.ts'
import { newMeeting } from './people.testing.ts'
import { seeded } from '../testing/seeded.ts'
import { createRooms, lingering, quiet, tailRows } from './rooms.ts'
import type { Rooms } from './rooms.ts'
import { createWriter } from './writer.ts'

/** Rooms on the log of a real file, with a clock that stands still. */
let house: SyncHouse
let clock: FakeClock
let rooms: Rooms
let meeting: MeetingId
/** Snapshots wait here until they are let go. */
let hold: Promise<void> | null

const open = (log: NotebookLog) => {
  const logger = createLogger({ level: 'fatal' })
  return createRooms({
    log,
    clock,
    logger,
    chance: seeded(1),
    writer: createWriter({ log, clock, logger }),
  })
}
beforeEach(async () => {
  house = await openSyncHouse()
  clock = fakeClock()
  meeting = newMeeting()
  hold = null
  rooms = open({
    ...house.log,
    snapshot: async given => {
      await hold
      await house.log.snapshot(given)
    },
  })
})
afterEach(async () => {
  await rooms.close()
  await house.end()
})

const says = (doc: Y.Doc): string => notesOf(doc).toString()
const write = async (times: number): Promise<void> => {
  const lease = await rooms.take(meeting)
  for (let i = 0; i < times; i++) lease.room.write(doc => notesText(doc).insert(0, 'a'))
  await lease.settled()
  lease.release()
}

test('[S3] a room leaves memory only when it is empty and kept, within 30 seconds of the last leave', async () => {
  expect(lingering).toBeLessThan(30_000)
  const lease = await rooms.take(meeting)
  const second = await rooms.take(meeting)
  lease.release()
  lease.release()
  clock.pass(60_000)
  expect(rooms.size).toBe(1)
  lease.room.write(doc => notesText(doc).insert(0, 'kept'))
  await lease.settled()
  second.release()
  clock.pass(lingering)
  await vi.waitFor(() => expect(rooms.size).toBe(0))
  const { snapshot } = await house.log.load(meeting)
  expect(snapshot?.seq).toBe(2)
  const again = await rooms.take(meeting)
  expect(says(again.book.doc())).toBe('<paragraph>kept</paragraph>')
  again.release()
})

test('[S3] somebody comes while the room is being put away: they find the room, and it stays', async () => {
  await write(1)
  let letGo = (): void => {}
  hold = new Promise(resolve => {
    letGo = resolve
  })
  clock.pass(lingering)
  const lease = await rooms.take(meeting)
  letGo()
  await house.log.load(meeting)
  expect(rooms.peek(meeting)).toBe(lease.room)
  lease.room.write(doc => notesText(doc).insert(0, 'b'))
  await lease.settled()
  const same = await rooms.take(meeting)
  expect(same.room).toBe(lease.room)
  lease.release()
  same.release()
})

test('[S13] a blob and at most 200 rows after it; opened again, it is the same to the last item', async () => {
  await write(3 * tailRows + 50)
  await vi.waitFor(async () => expect((await house.log.load(meeting)).tail.length).toBeLessThan(tailRows))
  const { snapshot, tail } = await house.log.load(meeting)
  expect(tail.length).toBeLessThanOrEqual(tailRows)
  expect((snapshot?.seq ?? 0) + tail.length).toBe(3 * tailRows + 51)
  const lease = await rooms.take(meeting)
  const other = open(house.log)
  const reopened = await other.take(meeting)
  const [before, after] = [lease.book.doc(), reopened.book.doc()]
  expect(Y.equalSnapshots(Y.snapshot(before), Y.snapshot(after))).toBe(true)
  expect(says(after)).toBe(says(before))
  lease.release()
  reopened.release()
  await other.close()
})

test('[S13] where nobody has written for a while only bytes are kept', async () => {
  const lease = await rooms.take(meeting)
  const write = async (text: string): Promise<void> => {
    lease.room.write(doc => notesText(doc).insert(0, text))
    await lease.settled()
  }
  await write('a')
  // A short one weighs little: waking it in every pause would cost more.
  for (let look = 1; look <= 2; look++) clock.pass(quiet)
  expect(lease.book.awake).toBe(true)
  for (let look = 3; look <= 9; look++) clock.pass(quiet)
  expect(lease.book.awake).toBe(false)
  expect(says(lease.book.doc())).toBe('<paragraph>a</paragraph>')
  await write('long '.repeat(5000))
  lease.book.compact()
  for (let look = 1; look <= 2; look++) clock.pass(quiet)
  expect(lease.book.awake).toBe(false)
  expect(says(lease.book.doc())).toBe(`<paragraph>${'long '.repeat(5000)}a</paragraph>`)
  lease.release()
})

test('[S16] after close nothing is pending and everything is kept', async () => {
  await write(3)
  const lease = await rooms.take(newMeeting())
  lease.room.write(doc => notesText(doc).insert(0, 'unfinished'))
  const closing = rooms.close()
  await closing
  expect(rooms.size).toBe(0)
  expect(clock.waiting()).toBe(0)
  expect((await house.log.load(meeting)).snapshot?.seq).toBe(4)
})
