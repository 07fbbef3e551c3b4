import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomFillSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import type { CommandId, EntryId, MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import { newId } from '@polyphony/shared/domain/ids'
import type { Command, EntryKind, RoomEvent, RoomState } from '@polyphony/shared/domain/meeting'
import { beginning } from '@polyphony/shared/domain/meeting'
import { meetings } from '@polyphony/shared/domain/meetings.testing'
import { evolve } from '@polyphony/shared/domain/room'
import type { RoomPerson } from '@polyphony/shared/domain/seat'
import { hashOf } from '@polyphony/shared/domain/story.testing'
import { systemClock } from '@polyphony/shared/domain/time'
import { openNotebook } from '@polyphony/shared/notebook/notebook'
import { readNotebook } from '@polyphony/shared/notebook/read'
import type { Entered, Reply } from '@polyphony/shared/wire/live'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createBrowser } from '../testing/browser.ts'
import type { Guest, TestHouse } from '../testing/house.ts'
import type { Line } from '../testing/wires.ts'
import { openLine, openNotes } from '../testing/wires.ts'
import { viewFor } from './view.ts'

/**
 * The process itself, killed after every command of a meeting of chance, with and without the answer on its way: the log
 * gives the same room to whoever comes back and to whoever comes late, nothing that was answered is lost, and what is said
 * again happens once.
 */
const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const chance = { fill: (bytes: Uint8Array<ArrayBuffer>) => randomFillSync(bytes) }
const seed = 20_270_503
const kills = 15

let dataDir: string
let port: number
let child: ChildProcess
let said = ''
const guests = new Map<string, Guest>()
const lines = new Map<string, Line>()
let meeting: MeetingId
/** What openLine and openNotes need of a house: here it is another process. */
let house: TestHouse
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'polyphony-killed-'))
  port = await freePort()
  const url = `http://localhost:${port}`
  house = { url, context: { chance, clock: systemClock } } as unknown as TestHouse
  await start(['--demo'])
  await vi.waitFor(() => expect(said.match(/\/join#/g)).toHaveLength(6), soon)
  for (const [, name = '', token = ''] of said.matchAll(/^ {2}(\w+) .*\/join#([\w-]{43})$/gm)) {
    const browser = createBrowser(url)
    const { who } = await browser.call('join', { token })
    if (!who?.meeting) throw new Error(`${name} was not let in`)
    meeting = who.meeting
    guests.set(name, { browser, who, person: who.person, headers: () => browser.headers() })
  }
  for (const name of ['Maria', 'Elena', 'Sam', 'Aino']) {
    const line = await openLine(house, { guest: guestOf(name), meeting })
    lines.set(name, line)
    await line.enter()
    await line.deed({ do: 'arrive', way: 'picture' })
  }
}, 60_000)
afterAll(() => {
  for (const line of lines.values()) line.close()
  child.kill('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
})

const soon = { timeout: 40_000, interval: 15 }
async function start(args: string[] = []): Promise<void> {
  said = ''
  child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
    env: { PATH: process.env.PATH, PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'fatal' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  child.stdout?.on('data', part => {
    said += String(part)
  })
  await vi.waitFor(() => expect(said).toContain('Polyphony is open at'), soon)
}
async function killAndStart(): Promise<void> {
  const gone = new Promise(resolve => child.once('close', resolve))
  child.kill('SIGKILL')
  await gone
  await start()
}

function guestOf(name: string): Guest {
  const guest = guests.get(name)
  if (!guest) throw new Error(`nobody is called ${name}`)
  return guest
}

interface Kept {
  readonly rows: readonly { readonly seq: number; readonly at: number; readonly body: string }[]
  /** The room as the first seq events give it, and nothing else. */
  roomAt(seq: number): RoomState
  /** So many events carry this command. */
  times(command: CommandId): number
}
/** The file itself, read beside the process that writes it. */
function readFile(): Kept {
  const file = new DatabaseSync(join(dataDir, 'polyphony.db'), { readOnly: true, timeout: 5000 })
  const all = <Row>(sql: string) => file.prepare(sql).all(meeting) as Row[]
  const rows = all<{ seq: number; at: number; body: string; command: string | null }>(
    'SELECT seq, at, body, command FROM meeting_event WHERE meeting = ? ORDER BY seq',
  )
  const people = all<RoomPerson>(
    'SELECT p.id, p.name, i.kind, i.role FROM invited i JOIN person p ON p.id = i.person WHERE i.meeting = ?',
  )
  const [row] = all<{ centre: PersonId }>(
    'SELECT n.centre FROM meeting m JOIN network n ON n.id = m.network WHERE m.id = ?',
  )
  file.close()
  const first = beginning({ meeting, centre: row?.centre as PersonId, people: people.map(one => ({ ...one })) })
  return {
    rows: rows.map(({ seq, at, body }) => ({ seq, at, body })),
    roomAt: seq =>
      rows.slice(0, seq).reduce((state, { body, at }) => evolve(state, JSON.parse(body) as RoomEvent, at), first),
    times: command => rows.filter(one => one.command === command).length,
  }
}

async function writeWords(): Promise<ReadonlyMap<string, string>> {
  const notes = openNotes(house, { guest: guestOf('Maria'), meeting })
  await vi.waitFor(() => expect(notes.rights()?.write && notes.provider.synced).toBe(true), soon)
  const book = openNotebook(notes.doc)
  const maria = guestOf('Maria').person
  const kinds: Readonly<Record<string, EntryKind>> = {
    d1: 'decision',
    d2: 'decision',
    q: 'question',
    v: 'voice',
    s1: 'step',
    s2: 'step',
  }
  const real = new Map<string, string>()
  for (const [name, kind] of Object.entries(kinds)) {
    const id = newId<EntryId>(systemClock.now(), chance)
    const words = [{ is: 'paragraph', depth: 0, runs: [{ text: 'These words.' }] }] as const
    const speaker = kind === 'voice' ? maria : null
    book.add({ id, kind, author: maria, speaker, speakerWords: '', after: null, words })
    real.set(name, id)
  }
  // The first of them being kept says nothing of the last: another sees only what no kill can take away (S4).
  const others = openNotes(house, { guest: guestOf('Elena'), meeting })
  await vi.waitFor(() => expect(readNotebook(others.doc).entries).toHaveLength(6), soon)
  others.close()
  real.set(hashOf('These words.'), readNotebook(notes.doc).entries[0]?.hash ?? '')
  notes.close()
  return real
}

test('killed between any two commands, the room is the same for who comes back and who comes late', {
  timeout: 240_000,
}, async () => {
  const real = new Map<string, string>([...(await writeWords())])
  for (const name of ['Maria', 'Elena', 'Sam']) real.set(name, guestOf(name).person)
  real.set('Ravi', guestOf('Aino').person).set('Tomas', guestOf('Tomas').person)
  const translate = (command: Command): Command =>
    JSON.parse(JSON.stringify(command), (_, one: unknown) =>
      typeof one === 'string' ? (real.get(one) ?? one) : one,
    ) as Command

  const spoken = { Maria: 'Maria', Elena: 'Elena', Sam: 'Sam', Ravi: 'Aino' } as Readonly<Record<string, string>>
  const moves = fc.sample(meetings, { numRuns: 12, seed }).flat()
  let killed = 0
  let unanswered = 0
  for (const move of moves) {
    if (killed === kills) break
    if (move.move !== 'say' || move.as !== move.who || move.command.do === 'end-meeting') continue
    const line = lines.get(spoken[move.who] ?? '')
    const guest = guests.get(spoken[move.who] ?? '')
    if (!line || !guest) continue
    const id = newId<CommandId>(systemClock.now(), chance)
    const order = { id, meeting, device: line.device, as: guest.person, deed: translate(move.command) }
    const sent = line.socket
      .timeout(20_000)
      .emitWithAck('do', order as never)
      .catch(() => null) as Promise<Reply<{ seq: number }> | null>
    const waits = killed % 3 !== 2
    const answered = waits ? await sent : null
    // What was refused has changed nothing: the next one, then.
    if (answered && !answered.ok) continue
    const before = readFile()
    await killAndStart()
    killed += 1
    sent.catch(() => undefined)

    const after = readFile()
    expect(after.rows.slice(0, before.rows.length)).toEqual(before.rows)
    if (answered?.ok) expect(after.rows.length).toBeGreaterThanOrEqual(answered.value.seq)
    await everybodySees()

    // Said again after the loss of the answer: done once, or now.
    const once = readFile().times(id)
    const again = (await line.socket.timeout(20_000).emitWithAck('do', order as never)) as Reply<{ seq: number }>
    if (once > 0) expect([again.ok, readFile().times(id)]).toEqual([true, once])
    if (!waits) unanswered += 1
  }
  expect([killed, unanswered]).toEqual([kills, kills / 3])
  expect(readFile().rows.length).toBeGreaterThan(4 * kills)

  const late = await openLine(house, { guest: guestOf('Tomas'), meeting })
  lines.set('Tomas', late)
  await late.enter()
  await late.deed({ do: 'arrive', way: 'notes' })
  await everybodySees()
  const notes = openNotes(house, { guest: guestOf('Elena'), meeting })
  await vi.waitFor(() => expect(readNotebook(notes.doc).entries).toHaveLength(6), soon)
  notes.close()
})

/** Each line comes back by itself, enters, and is shown the very room that the log gives up to that number. */
async function everybodySees(): Promise<void> {
  const screens: [Entered, Guest][] = []
  for (const [name, line] of lines) {
    await vi.waitFor(() => expect(line.socket.connected).toBe(true), soon)
    screens.push([await line.enter(), guestOf(name)])
  }
  const rosa = await openLine(house, { guest: guestOf('Rosa'), meeting })
  screens.push([await rosa.enter(), guestOf('Rosa')])
  rosa.close()
  const kept = readFile()
  for (const [{ state, seq }, { person }] of screens) expect(state).toEqual(viewFor(kept.roomAt(seq), person))
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = server.address() as AddressInfo
      server.close(() => resolve(free))
    })
  })
}
