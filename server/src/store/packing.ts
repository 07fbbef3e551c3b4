import type { MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import * as decoding from 'lib0/decoding'
import type { LogRow } from './log.ts'
import { LogRefusal } from './trouble.ts'

/**
 * Rows of the log as one piece of bytes: what stands in the journal is what is handed to the thread of the tables. A view into
 * a larger buffer (every frame of a socket is one) does not take that buffer along.
 */
export type Packed = Uint8Array<ArrayBuffer>

/** How the bytes are to be read. What an earlier version left in its journal is read by a later one (F16). */
const form = 1

/** Throws LogRefusal for a row that could not be read back as it was. */
export function pack(rows: readonly LogRow[]): Packed {
  const meetings = new Map<string, number>()
  const persons = new Map<string | null, number>()
  let most = 3 * longestNumber
  for (const { meeting, person, seq, client, at, bytes } of rows) {
    if (!isWhole(seq) || !isWhole(client) || !isWhole(at))
      throw new LogRefusal('not-a-row', `${meeting}: ${seq}, ${client}, ${at}`)
    if (!meetings.has(meeting)) {
      meetings.set(meeting, meetings.size)
      most += longestNumber + 3 * meeting.length
    }
    if (!persons.has(person)) {
      persons.set(person, persons.size)
      most += longestNumber + 3 * (person?.length ?? 0)
    }
    most += 6 * longestNumber + bytes.length
  }
  // A flood gets bytes of its own, which are not held for the rest of the year.
  if (most > desk.length) scratch = Buffer.allocUnsafeSlow(most)
  end = 0
  number(form)
  number(meetings.size)
  for (const meeting of meetings.keys()) string(meeting)
  number(persons.size)
  // No person has an empty id: it stands for the house itself.
  for (const person of persons.keys()) string(person ?? '')
  number(rows.length)
  for (const { meeting, person, seq, client, at, bytes } of rows) {
    number(meetings.get(meeting) ?? 0)
    number(persons.get(person) ?? 0)
    number(seq)
    number(client)
    number(at)
    number(bytes.length)
    scratch.set(bytes, end)
    end += bytes.length
  }
  const packed = new Uint8Array(scratch.subarray(0, end))
  scratch = desk
  return packed
}

/** Written anew for each pack, in the encoding of lib0: this is done for every keystroke. */
const desk: Buffer = Buffer.allocUnsafeSlow(64 * 1024)
let scratch = desk
let end = 0
const longestNumber = 8

function number(value: number): void {
  let left = value
  while (left > 0x7f) {
    scratch[end++] = 0x80 | (left & 0x7f)
    left = Math.floor(left / 128)
  }
  scratch[end++] = left
}

function string(value: string): void {
  number(Buffer.byteLength(value))
  end += scratch.write(value, end)
}

/** The bytes of the rows are views into what was packed. Throws when it was not packed by us. */
export function unpack(packed: Uint8Array): LogRow[] {
  const from = decoding.createDecoder(packed)
  const found = decoding.readVarUint(from)
  if (found !== form) throw new Error(`rows of form ${found} were written by a newer Polyphony`)
  const names = (): string[] => {
    const list: string[] = []
    for (let left = decoding.readVarUint(from); left > 0; left--) list.push(decoding.readVarString(from))
    return list
  }
  const meetings = names() as MeetingId[]
  const persons = names().map(name => (name === '' ? null : (name as PersonId)))
  const rows: LogRow[] = []
  for (let left = decoding.readVarUint(from); left > 0; left--) {
    rows.push({
      meeting: meetings[decoding.readVarUint(from)] as MeetingId,
      person: persons[decoding.readVarUint(from)] ?? null,
      seq: decoding.readVarUint(from),
      client: decoding.readVarUint(from),
      at: decoding.readVarUint(from),
      bytes: decoding.readVarUint8Array(from),
    })
  }
  return rows
}

const isWhole = (value: number): boolean => Number.isSafeInteger(value) && value >= 0
