import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { canPin } from './house.ts'
import { capacity } from './parts/capacity.ts'
import { cold } from './parts/cold.ts'
import { durability } from './parts/durability.ts'
import { fanout } from './parts/fanout.ts'
import { join as joinPart } from './parts/join.ts'
import { latency } from './parts/latency.ts'
import { memory } from './parts/memory.ts'
import type { Figures, Options, Part } from './parts/part.ts'
import { reconnect } from './parts/reconnect.ts'
import { whereTimeGoes } from './profile.ts'
import { judge, section, write } from './report.ts'
import { keepRuns, withFormer } from './runs.ts'
import type { Measured } from './report.ts'
import { targetNames } from './targets.ts'
import type { TargetName } from './targets.ts'

/**
 * pnpm bench:sync [part …] [--rooms N] [--people N] [--writers N] [--seconds N] [--warm N] [--runs N] [--seed N]
 *                 [--targets ours,relay] [--short] [--more] [--no-write] [--profile]
 */
const parts: readonly Part[] = [fanout, capacity, latency, joinPart, memory, cold, reconnect, durability]
const number = { type: 'string' } as const
const { values: asked, positionals } = parseArgs({
  allowPositionals: true,
  allowNegative: true,
  options: {
    rooms: number,
    people: number,
    writers: number,
    seconds: number,
    warm: number,
    seed: number,
    runs: number,
    targets: { type: 'string' },
    short: { type: 'boolean', default: false },
    write: { type: 'boolean', default: true },
    profile: { type: 'boolean', default: false },
    /** Adds to the runs of before. */
    more: { type: 'boolean', default: false },
  },
})
const say = (line: string): void => void process.stderr.write(`${line}\n`)
const runs = Number(asked.runs ?? (asked.short ? 1 : 3))
// What is short, or of another size, or without the others, says nothing that is worth keeping.
const isWhole = !asked.profile && !asked.short && asked.write && asked.targets === undefined

const unknown = [
  ...positionals.filter(name => !parts.some(part => part.name === name)),
  ...(asked.targets?.split(',') ?? []).filter(name => !targetNames.some(known => known === name)),
]
if (unknown.length > 0) {
  say(
    `unknown: ${unknown.join(', ')}. Parts: ${parts.map(part => part.name).join(', ')}; targets: ${targetNames.join(', ')}`,
  )
  process.exit(1)
}
if (canPin) execFileSync('/usr/bin/taskset', ['-a', '-c', '-p', String(cpus().length - 1), String(process.pid)])

let broken = false
for (const part of parts) {
  if (positionals.length > 0 && !positionals.includes(part.name)) continue
  for (const options of sizesOf(part)) {
    const now = await measure(part, options)
    const keeps = isWhole && isOwnSize(part, options)
    const measured = keeps && asked.more ? withFormer(now) : now
    if (keeps) keepRuns(measured)
    process.stdout.write(`${section(measured)}\n`)
    if (keeps && measured.runs >= 3)
      write(
        measured,
        parts.map(({ name }) => name),
      )
    const never = judge(measured).filter(({ bar, holds }) => !holds && bar.value === 0)
    broken ||= never.length > 0 || !isTrue(measured)
  }
}
// Too dear is a figure; words that are lost or differ are a fault.
process.exit(broken ? 1 : 0)

function sizesOf(part: Part): readonly Options[] {
  const given = Object.fromEntries(
    (['rooms', 'people', 'writers', 'seconds', 'warm', 'seed'] as const).flatMap(key =>
      asked[key] === undefined ? [] : [[key, Number(asked[key])]],
    ),
  )
  const sizes = (asked.short ? [part.short] : part.sizes).map(size => ({ ...size, ...given }))
  return sizes.filter((size, nth) => sizes.findIndex(other => JSON.stringify(other) === JSON.stringify(size)) === nth)
}

function isOwnSize(part: Part, options: Options): boolean {
  return part.sizes.some(size => JSON.stringify(size) === JSON.stringify(options))
}

/** One after the other, and again from the first: a noisy minute hits everybody. */
async function measure(part: Part, options: Options): Promise<Measured> {
  const names = asked.targets?.split(',')
  const wanted = names ? [...part.targets, ...(part.further ?? [])].filter(name => names.includes(name)) : part.targets
  const figures = new Map<TargetName, Figures[]>(wanted.map(target => [target, []]))
  for (let run = 1; run <= runs; run++) {
    for (const target of wanted) {
      const load = loadavg()[0] ?? 0
      const profile = asked.profile ? join(mkdtempSync(join(tmpdir(), 'profile-')), `${part.name}.cpuprofile`) : null
      const found = await part.run(target, { ...options, ...(profile !== null && { profile }) })
      if (profile !== null && existsSync(profile)) for (const line of whereTimeGoes(profile)) say(line)
      figures.get(target)?.push(found)
      const [first] = part.columns
      const told = ['lost', 'divergent', 'wrong', 'empty']
        .filter(key => key in found)
        .map(key => `${found[key]} ${key}`)
      say(
        `${part.name} ${run}/${runs} ${target}: ${first?.title} ${found[first?.key ?? '']?.toFixed(first?.digits)}` +
          `${told.length > 0 ? `; ${told.join(', ')}` : ''} (load ${load.toFixed(1)})`,
      )
    }
  }
  return { part, options, runs, figures }
}

function isTrue({ figures }: Measured): boolean {
  const ours = figures.get('ours') ?? []
  return ours.every(run => ['lost', 'divergent', 'wrong', 'empty', 'gaps'].every(key => (run[key] ?? 0) === 0))
}
