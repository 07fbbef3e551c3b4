import type { MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import type { Group, Journal } from './journal.ts'
import type { Loaded, LogRow, NotebookLog } from './log.ts'
import { pack } from './packing.ts'
import type { Head } from './protocol.ts'
import type { Thread } from './thread.ts'
import { LogRefusal, StoreTrouble } from './trouble.ts'

/** Where a meeting stands, or will stand by what a write adds to it: its last seq, and whose its clientIDs are. */
interface Standing {
  seq: number
  readonly clients: Map<number, PersonId>
}

interface Asked extends Group {
  resolve(): void
  reject(error: unknown): void
}

/** So many meetings are known by heart; the tables and the journal know all. */
const known = 2000

/** The log of the notebooks: what it takes stands in the journal first, and in the tables soon after. */
export function createWords(given: { readonly thread: Thread; readonly journal: Journal }): NotebookLog & {
  /** Takes nothing more, and resolves when everything stands in the tables. */
  close(): Promise<void>
} {
  const { thread, journal } = given
  const standings = new Map<MeetingId, Standing>()
  let asked: Asked[] = []
  let writing: Promise<void> | null = null
  let closed = false

  const waitingOf = (meeting: MeetingId): readonly LogRow[] => journal.rows().filter(row => row.meeting === meeting)

  const standingOf = async (meeting: MeetingId): Promise<Standing> => {
    // What stands in the journal at this moment may be in the tables by the time they answer, but never in neither.
    const waiting = waitingOf(meeting)
    const { seq, clients } = await thread.ask<Head>({ ask: 'head', meeting })
    return { seq: Math.max(seq, waiting.at(-1)?.seq ?? 0), clients: withClients(clients, waiting) }
  }
  /** Only before a write: what is learnt while one is under way would be too old when it is done. */
  const learn = async (meeting: MeetingId): Promise<Standing> => {
    const standing = await standingOf(meeting)
    if (standings.size >= known) standings.clear()
    standings.set(meeting, standing)
    return standing
  }

  /** Says what these rows add, or throws LogRefusal: they are taken whole or not at all. */
  const check = async (
    rows: readonly LogRow[],
    ahead: ReadonlyMap<MeetingId, Standing>,
  ): Promise<Map<MeetingId, Standing>> => {
    const adds = new Map<MeetingId, Standing>()
    for (const { meeting, seq, client, person } of rows) {
      const standing = standings.get(meeting) ?? (await learn(meeting))
      const before = ahead.get(meeting)
      const add = adds.get(meeting) ?? { seq: before?.seq ?? standing.seq, clients: new Map(before?.clients) }
      adds.set(meeting, add)
      if (seq !== add.seq + 1)
        throw new LogRefusal('not-the-next-number', `${meeting}: ${seq} where ${add.seq + 1} is next`)
      add.seq = seq
      if (person === null) continue
      const owner = standing.clients.get(client) ?? add.clients.get(client)
      if (owner === undefined) add.clients.set(client, person)
      else if (owner !== person)
        throw new LogRefusal('client-of-another-person', `${meeting}: client ${client} is somebody else's`)
    }
    return adds
  }

  const write = async (): Promise<void> => {
    while (asked.length > 0) {
      const together = asked
      asked = []
      const ahead = new Map<MeetingId, Standing>()
      const taken: Asked[] = []
      for (const one of together) {
        try {
          for (const [meeting, add] of await check(one.rows, ahead)) ahead.set(meeting, add)
          taken.push(one)
        } catch (error) {
          one.reject(error)
        }
      }
      try {
        if (taken.length > 0) await journal.write(taken)
      } catch (error) {
        for (const { reject } of taken) reject(error)
        continue
      }
      for (const [meeting, { seq, clients }] of ahead) {
        const standing = standings.get(meeting)
        // Forgotten meanwhile, for the sake of others: it is asked for again.
        if (!standing) continue
        standing.seq = seq
        for (const [client, person] of clients) standing.clients.set(client, person)
      }
      for (const { resolve } of taken) resolve()
    }
    writing = null
  }

  return {
    append: rows =>
      new Promise((resolve, reject) => {
        if (rows.length === 0) return resolve()
        if (closed) return reject(new StoreTrouble('the store is closed', 0))
        // In bytes of its own at once: a frame of a socket is not held back for a disk.
        asked.push({ packed: pack(rows), rows, resolve, reject })
        writing ??= write()
      }),
    load: async meeting => {
      const waiting = waitingOf(meeting)
      const { snapshot, tail, clients } = await thread.ask<Loaded>({ ask: 'load', meeting })
      const placed = tail.at(-1)?.seq ?? snapshot?.seq ?? 0
      return {
        snapshot,
        tail: [...tail, ...waiting.filter(({ seq }) => seq > placed)],
        clients: withClients(clients, waiting),
      }
    },
    rows: async given => {
      const waiting = waitingOf(given.meeting)
      const placed = await thread.ask<readonly LogRow[]>({ ask: 'rows', ...given })
      const after = placed.at(-1)?.seq ?? given.after
      return [...placed, ...waiting.filter(({ seq }) => seq > after)].slice(0, given.limit)
    },
    snapshot: async ({ meeting, seq, bytes, at }) => {
      const standing = await standingOf(meeting)
      if (seq > standing.seq) throw new LogRefusal('not-the-next-number', `${meeting}: no row ${seq} to keep`)
      // Not bytes.slice(): that of a Buffer is a view into a pool that many share.
      const own = new Uint8Array(bytes)
      await thread.ask({ ask: 'snapshot', meeting, seq, bytes: own, at }, [own.buffer])
    },
    close: async () => {
      closed = true
      await writing
      await journal.close()
    },
  }
}

function withClients(clients: ReadonlyMap<number, PersonId>, rows: readonly LogRow[]): Map<number, PersonId> {
  const all = new Map(clients)
  for (const { client, person } of rows) if (person !== null) all.set(client, person)
  return all
}
