import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { syncPath } from '@polyphony/shared/wire/sync'
import type { Door } from './door.ts'
import { holdOpen } from './door.ts'
import { freePort, houseCommand, start } from './house.ts'
import type { Command, Running } from './house.ts'
import type { Place } from './load/crowd.ts'
import { hocuspocus, relay, yWebsocket } from './load/dialect.ts'
import type { Dialect } from './load/dialect.ts'
import { prepare } from './prepared.ts'
import type { Prepared } from './prepared.ts'

export const targetNames = ['ours', 'y-websocket-server', 'hocuspocus', 'relay', 'keeping-relay'] as const
export type TargetName = (typeof targetNames)[number]

/** A server under measurement, with rooms that people can come into. */
export interface Target extends Place {
  readonly target: TargetName
  /** Of the process that runs now. */
  readonly pid: number
  readonly dataDir: string
  readonly probe: string
  /** Where it writes what it was doing, between two signals. */
  readonly profile: string | null
  /** The same port, the same data. */
  again(how: { signal: 'SIGTERM' | 'SIGKILL'; down?: () => Promise<void> }): Promise<void>
  end(): Promise<void>
}

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const peers: Readonly<Record<Exclude<TargetName, 'ours'>, { dialect: Dialect; args: readonly string[] }>> = {
  'y-websocket-server': { dialect: yWebsocket, args: [file('peers/y-websocket-server.ts')] },
  hocuspocus: { dialect: hocuspocus, args: ['--disable-warning=ExperimentalWarning', file('peers/hocuspocus.ts')] },
  relay: { dialect: relay, args: [file('peers/relay.ts')] },
  'keeping-relay': { dialect: relay, args: [file('peers/keeping-relay.ts')] },
}

/** Meetings are made once and copied for each run: the bench of today uses those of this morning. */
const shelf = join(tmpdir(), 'polyphony-bench')
const migrations = file('../src/store/migrations')
const shapeOfData = createHash('sha1')
  .update(
    readdirSync(migrations)
      .sort()
      .map(name => readFileSync(join(migrations, name), 'utf8'))
      .join(),
  )
  .digest('hex')
  .slice(0, 8)

export async function onTheShelf(rooms: number, people: number): Promise<{ folder: string; prepared: Prepared }> {
  const folder = join(shelf, `${rooms}-rooms-of-${people}-${shapeOfData}`)
  if (!existsSync(join(folder, 'fixture.json'))) {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    process.stderr.write(`making ${rooms} meetings of ${people}\n`)
  }
  return { folder, prepared: await prepare({ dataDir: folder, rooms, people }) }
}

/** Starts a server on core 0, with a folder of its own. */
export async function openTarget(
  target: TargetName,
  given: { readonly rooms: number; readonly people: number; readonly profile?: string },
): Promise<Target> {
  const dataDir = mkdtempSync(join(tmpdir(), 'polyphony-bench-'))
  const probe = join(dataDir, 'memory.json')
  const port = await freePort()
  let prepared: Prepared | null = null
  if (target === 'ours') {
    const shelved = await onTheShelf(given.rooms, given.people)
    prepared = shelved.prepared
    cpSync(shelved.folder, dataDir, { recursive: true })
  }
  const { args } = target === 'ours' ? houseCommand : peers[target]
  const command: Command = {
    args: ['--expose-gc', '--import', file('probe.ts'), ...args],
    env: { PROBE_FILE: probe, ...(given.profile !== undefined && { PROFILE_FILE: given.profile }) },
  }
  const open = (): Promise<Running> => start(command, { dataDir, port, pinned: true })
  let running = await open()
  const origin = running.url
  const door: Door | null = prepared && (await holdOpen(origin, prepared.meetings))

  return {
    target,
    dialect: target === 'ours' ? yWebsocket : peers[target].dialect,
    dataDir,
    probe,
    profile: given.profile ?? null,
    get pid() {
      return running.pid
    },
    name: room => `room-${room}`,
    seat: (room, nth) => {
      if (!prepared) return { port, path: `/room-${room}` }
      const meeting = prepared.meetings[room]
      const person = meeting?.people[nth % meeting.people.length]
      if (!meeting || !person) throw new Error(`there is no room ${room}`)
      const headers = { Origin: origin, Cookie: person.cookie }
      return { port, path: `${syncPath}/${meeting.meeting}?who=${person.who}`, headers }
    },
    again: async ({ signal, down }) => {
      await running.stop(signal)
      await down?.()
      running = await open()
    },
    end: async () => {
      door?.close()
      await running.stop('SIGKILL')
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
