import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { cpus, release, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { canPin } from './house.ts'
import { median } from './load/histogram.ts'
import type { Bar, Figures, Options, Part } from './parts/part.ts'
import type { TargetName } from './targets.ts'

export interface Measured {
  readonly part: Part
  readonly options: Options
  readonly runs: number
  /** Every run, by server. */
  readonly figures: ReadonlyMap<TargetName, readonly Figures[]>
}

const here = dirname(fileURLToPath(import.meta.url))
const results = join(here, 'RESULTS.md')
const titles: Readonly<Record<TargetName, string>> = {
  ours: '**Polyphony**',
  'y-websocket-server': '@y/websocket-server, memory only',
  hocuspocus: 'Hocuspocus + SQLite',
  relay: 'bare `ws` relay',
  'keeping-relay': 'relay that keeps first',
}

export function medians(all: readonly Figures[]): Figures {
  const keys = [...new Set(all.flatMap(figures => Object.keys(figures)))]
  return Object.fromEntries(
    keys.map(key => [key, median(all.map(figures => figures[key] ?? Number.NaN).filter(Number.isFinite))]),
  )
}

/** What must never be above nothing is not smoothed by a median: the worst run counts. */
const countsWorst = new Set(['lost', 'gaps', 'divergent', 'wrong', 'empty', 'refused', 'acknowledgedLost'])
const summed = (all: readonly Figures[]): Figures => ({
  ...medians(all),
  ...Object.fromEntries(
    [...countsWorst]
      .filter(key => all.some(figures => key in figures))
      .map(key => [key, Math.max(...all.map(figures => figures[key] ?? 0))]),
  ),
})

interface Judged {
  readonly bar: Bar
  readonly reached: number
  readonly holds: boolean
}

export function judge({ part, figures }: Measured): readonly Judged[] {
  const ours = summed(figures.get('ours') ?? [])
  return part.bars.flatMap(bar => {
    const own = ours[bar.key]
    const other = bar.against === null ? 1 : summed(figures.get(bar.against) ?? [])[bar.key]
    if (own === undefined || other === undefined || Number.isNaN(own / other)) return []
    const reached = own / other
    return [{ bar, reached, holds: bar.is === 'at most' ? reached <= bar.value : reached >= bar.value }]
  })
}

/** The part as a section of RESULTS.md. */
export function section(measured: Measured): string {
  const { part, options, runs, figures } = measured
  const used = part.columns.filter(({ key }) => [...figures.values()].flat().some(run => Number.isFinite(run[key])))
  const rows = [...figures].map(([target, all]) => {
    const found = summed(all)
    return [titles[target], ...used.map(({ key, digits }) => shown(found[key], digits))]
  })
  const bars = judge(measured).map(({ bar, reached, holds }) => {
    const versus = bar.against === null ? '' : ` × ${titles[bar.against]}`
    const sign = bar.is === 'at most' ? '≤' : '≥'
    const digits = bar.against === null ? 1 : 2
    return [bar.says, `${sign} ${bar.value}${versus}`, shown(reached, digits), holds ? 'yes' : '**no**']
  })
  return [
    `## ${heading(measured)}`,
    '',
    part.says(options),
    '',
    `${runs} ${runs === 1 ? 'run' : 'runs'}, medians, interleaved; of what may never be above 0, the worst run. ${when()}`,
    '',
    ...table(['', ...used.map(({ title }) => title)], rows),
    '',
    ...(bars.length === 0 ? [] : [...table(['bar', '', 'reached', 'holds'], bars), '']),
  ].join('\n')
}

/** With the state of the house that was measured. */
function when(): string {
  const at = `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`
  const git = (...args: string[]): string => execFileSync('git', args, { cwd: here, encoding: 'utf8' }).trim()
  try {
    const changed = git('status', '--porcelain', '--', '../src', '../../shared/src') !== ''
    return `${at}, commit ${git('rev-parse', '--short', 'HEAD')}${changed ? ' with changes' : ''}.`
  } catch {
    return `${at}.`
  }
}

/** Two sizes of one part stand in two sections. */
export const heading = ({ part, options }: Measured): string => {
  const differs = part.sizes.length > 1 && part.name === 'fanout'
  if (part.name === 'durability') return `durability, ${options.seconds * 1000} ms after the last key`
  const warm = options.warm === undefined ? '' : `, after ${options.warm} s`
  return differs ? `${part.name}, ${options.rooms} rooms of ${options.people}${warm}` : part.name
}

function shown(value: number | undefined, digits: number): string {
  if (value === undefined || !Number.isFinite(value)) return '–'
  return value.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

/** As the formatter of the house wants it: the first column to the left, figures to the right. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((_none, nth) => Math.max(3, ...[head, ...rows].map(cells => cells[nth]?.length ?? 0)))
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, nth) => (nth === 0 ? cell.padEnd(widths[nth] ?? 0) : cell.padStart(widths[nth] ?? 0))).join(' | ')} |`
  const rule = widths.map((width, nth) => (nth === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
  return [line(head), line(rule), ...rows.map(line)]
}

/** Puts the section into RESULTS.md in the place of the one of before; everything else stays as it was. */
export function write(measured: Measured, order: readonly string[]): void {
  const before = existsSync(results) ? readFileSync(results, 'utf8') : ''
  const [, ...old] = before.split(/^(?=## )/m)
  const titleOf = (text: string): string => /^## (.*)$/m.exec(text)?.[1] ?? ''
  const mine = `${section(measured).trimEnd()}\n\n`
  const sections = [...old.filter(text => titleOf(text) !== heading(measured)), mine]
  const place = (text: string): number => order.findIndex(name => titleOf(text).split(',')[0] === name)
  sections.sort((a, b) => place(a) - place(b) || titleOf(a).length - titleOf(b).length || (a < b ? -1 : 1))
  writeFileSync(results, `${head()}\n${sections.join('').trimEnd()}\n`)
}

function head(): string {
  const version = (name: string): string => {
    const file = createRequire(import.meta.url)
      .resolve.paths(name)
      ?.map(path => join(path, name, 'package.json'))
    const found = file?.find(existsSync)
    return found ? (JSON.parse(readFileSync(found, 'utf8')) as { version: string }).version : '–'
  }
  const names = ['yjs', 'ws', 'y-websocket', '@y/websocket-server', '@hocuspocus/server']
  return [
    '# What the sync server costs, beside others',
    '',
    'Written by `pnpm bench:sync` (what each part does: [README](README.md)). The server under measurement has core 0, ' +
      'everybody else the last one. Ours runs as `npm start` runs it: with authorisation, authority and durability.',
    '',
    `Machine: ${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${release()}` +
      `${canPin ? '' : ' (nothing pinned)'}; Node ${process.versions.node}. ` +
      `${names.map(name => `${name} ${version(name)}`).join(', ')}.`,
    '',
  ].join('\n')
}
