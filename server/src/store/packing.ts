import type { MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import type { LogRow } from './log.ts'

/**
 * Rows on their way to the other thread: two buffers that are handed over instead of being copied. A view into a larger
 * buffer (every frame of a socket is one) would otherwise take the whole buffer along.
 */
export interface Packed {
  readonly meetings: readonly MeetingId[]
  readonly persons: readonly (PersonId | null)[]
  /** Per row: place of its meeting, place of its person, seq, client, at, length of its bytes. */
  readonly numbers: Float64Array<ArrayBuffer>
  readonly bytes: Uint8Array<ArrayBuffer>
}

const columns = 6

export function pack(rows: readonly LogRow[]): Packed {
  const meetings = new Map<MeetingId, number>()
  const persons = new Map<PersonId | null, number>()
  const numbers = new Float64Array(rows.length * columns)
  const bytes = new Uint8Array(rows.reduce((sum, row) => sum + row.bytes.length, 0))
  let at = 0
  rows.forEach((row, index) => {
    const values = [
      placeOf(meetings, row.meeting),
      placeOf(persons, row.person),
      row.seq,
      row.client,
      row.at,
      row.bytes.length,
    ]
    numbers.set(values, index * columns)
    bytes.set(row.bytes, at)
    at += row.bytes.length
  })
  return { meetings: [...meetings.keys()], persons: [...persons.keys()], numbers, bytes }
}

export function unpack(packed: Packed): LogRow[] {
  const rows: LogRow[] = []
  let at = 0
  for (let i = 0; i < packed.numbers.length; i += columns) {
    const [meeting = 0, person = 0, seq = 0, client = 0, instant = 0, length = 0] = packed.numbers.subarray(
      i,
      i + columns,
    )
    rows.push({
      meeting: packed.meetings[meeting] as MeetingId,
      person: packed.persons[person] ?? null,
      seq,
      client,
      at: instant,
      bytes: packed.bytes.subarray(at, at + length),
    })
    at += length
  }
  return rows
}

function placeOf<T>(places: Map<T, number>, value: T): number {
  const known = places.get(value)
  if (known !== undefined) return known
  places.set(value, places.size)
  return places.size - 1
}
