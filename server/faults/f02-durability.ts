import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { notesText } from '../src/sync/desk.testing.ts'
import { figure, none } from './fault.ts'
import type { Fault, Given } from './fault.ts'
import { makeHome } from './support/home.ts'
import { assertInvariants, settle } from './support/invariants.ts'
import { openTypist } from './support/typist.ts'
import { until } from './support/waiting.ts'

/**
 * F2: between the words on their way to the file and the promise that they are kept, the disk was told. Killing a process
 * proves nothing about that; the calls to the kernel do.
 */
export const durable: Fault = { number: 'F2', title: 'the disk is told before each promise', run }

async function run({ size, say }: Given) {
  if (spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status !== 0) {
    return { runs: 0, figures: [], skipped: 'strace is not here, or may not look at processes' }
  }
  const acks = size === 'full' ? 200 : 20
  const folder = mkdtempSync(join(tmpdir(), 'polyphony-trace-'))
  const trace = join(folder, 'trace')
  const home = await makeHome({ people: 2 })
  try {
    const calls = 'trace=openat,pwrite64,fsync,fdatasync,write,writev,sendto,sendmsg'
    await home.start({ through: ['strace', '-D', '-f', '--seccomp-bpf', '-s', '9000', '-e', calls, '-o', trace] })
    await home.comeIn()
    const [writer, watcher] = home.guests.map(guest => openTypist({ port: home.port, guest, meeting: home.meeting }))
    if (!writer || !watcher) throw new Error('two are needed')
    await settle([writer, watcher])
    for (let n = 1; n <= acks; n++) {
      const before = writer.promised.length
      notesText(writer.doc).insert(0, mark(n))
      // One after the other, so that each promise has a commit of its own before it.
      await until(`promise ${n}`, () => writer.promised.length > before, { every: 1 })
    }
    await assertInvariants({ fault: 'F2', home, typists: [writer, watcher] })
    for (const typist of [writer, watcher]) typist.close()
    await home.running().leave()
    const found = readTrace(readFileSync(trace, 'latin1').split('\n'), acks)
    say(`F2: ${JSON.stringify(found)}`)
    return {
      runs: acks,
      figures: [
        figure('promises after the disk was told', `${found.ordered} of ${acks}`, `${acks}`, found.ordered === acks),
        none('words shown to another before the disk was told', found.shownEarly),
        figure('words seen to reach another', `${found.shown}`, `${acks}`, found.shown === acks),
      ],
    }
  } finally {
    await home.end()
    rmSync(folder, { recursive: true, force: true })
  }
}

const mark = (n: number): string => `<<${String(n).padStart(4, '0')}>>`

/** Walks the calls in the order in which the kernel ended them. */
function readTrace(lines: readonly string[], acks: number) {
  const unfinished = new Map<string, string>()
  /** Files of which the kernel answers a write only when the disk has it. */
  const synced = new Set<string>()
  /** Letters in the file that the disk was not told of yet. */
  let onTheWay = new Set<number>()
  const told = new Set<number>()
  /** What stands in a sync that has begun: only that is covered when it ends. */
  const covered = new Map<string, Set<number>>()
  const found = { ordered: 0, shownEarly: 0, syncs: 0 }
  const shown = new Set<number>()
  let next = 1
  for (const line of lines) {
    const [, thread = '', rest = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? []
    const began = rest.endsWith('<unfinished ...>')
    const resumed = /^<\.\.\. (\w+) resumed>/.exec(rest)
    const call = resumed ? `${unfinished.get(thread) ?? ''}${rest}` : rest
    if (began) unfinished.set(thread, rest)
    const name = /^(\w+)\(/.exec(call)?.[1] ?? ''
    const marks = [...call.matchAll(/<<(\d{4})>>/g)].map(([, n]) => Number(n))
    const opened = /O_D?SYNC\b.* = (\d+)$/.exec(call)?.[1]
    if (name === 'openat' && opened !== undefined) synced.add(opened)
    if (name === 'pwrite64' && !began && synced.has(/^pwrite64\((\d+),/.exec(call)?.[1] ?? '')) {
      if (!/ = [1-9]\d*$/.test(rest)) continue
      found.syncs++
      for (const n of marks) told.add(n)
    } else if (name === 'pwrite64' && !began) for (const n of marks) if (!told.has(n)) onTheWay.add(n)
    if (name === 'fsync' || name === 'fdatasync') {
      if (!resumed) covered.set(thread, new Set(onTheWay))
      if (!began && / = 0$/.test(rest)) {
        found.syncs++
        for (const n of covered.get(thread) ?? []) told.add(n)
        onTheWay = new Set([...onTheWay].filter(n => !told.has(n)))
      }
    }
    // A send counts from when it begins: from then on it may be seen.
    if (!/^(?:write|writev|sendto|sendmsg)$/.test(name) || resumed) continue
    // A whole server frame (0x82) with words in it: to the watcher, for the author is sent no echo.
    if (/\\202/.test(call)) {
      for (const n of marks) {
        shown.add(n)
        if (!told.has(n)) found.shownEarly++
      }
    }
    // \202 \2 or \3, then d: the frame "kept" (100) with its number.
    for (const _ of call.matchAll(/\\202\\[23]d/g)) {
      if (next > acks) continue
      if (told.has(next)) found.ordered++
      if ([...told].length >= next) next++
    }
  }
  return { ...found, shown: shown.size }
}
