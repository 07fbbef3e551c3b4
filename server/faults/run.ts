import { parseArgs } from 'node:util'
import { faults } from './faults.ts'
import type { Figure, Given, Outcome } from './fault.ts'

/**
 * pnpm faults: every fault in full, and a table. --only F1,F14 · --seed 7 (play a run again) · --short · --minutes 120
 * (how long the soak lasts).
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    seed: { type: 'string' },
    minutes: { type: 'string' },
    short: { type: 'boolean', default: false },
  },
})
const say = (line: string): void => void process.stdout.write(`${line}\n`)
const wanted = values.only?.toUpperCase().split(',') ?? null
const given: Given = {
  size: values.short ? 'short' : 'full',
  seed: values.seed === undefined ? null : Number(values.seed),
  minutes: values.minutes === undefined ? null : Number(values.minutes),
  say,
}

const table: string[][] = []
let broken = 0
for (const fault of faults.filter(({ number }) => wanted === null || wanted.includes(number))) {
  say(`\n== ${fault.number} ${fault.title}`)
  const began = performance.now()
  const name = `${fault.number} ${fault.title}`
  try {
    const outcome = await fault.run(given)
    table.push(...rowsOf(name, outcome))
    broken += outcome.figures.filter(({ held }) => !held).length
  } catch (error) {
    broken++
    say(error instanceof Error ? (error.stack ?? error.message) : String(error))
    table.push([name, '', String(error instanceof Error ? error.message : error).split('\n')[0] ?? '', '', 'BROKEN'])
  }
  say(`   ${((performance.now() - began) / 1000).toFixed(1)} s`)
}

const heads = ['fault', 'runs', 'figure', 'bar', 'held']
const widths = heads.map((head, i) => Math.max(head.length, ...table.map(row => row[i]?.length ?? 0)))
say('')
for (const row of [heads, widths.map(width => '-'.repeat(width)), ...table]) {
  say(`| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`)
}
say(table.length === 0 ? `No fault of that name. There are ${faults.map(({ number }) => number).join(', ')}.` : '')
process.exit(broken > 0 || table.length === 0 ? 1 : 0)

function rowsOf(name: string, { runs, figures, skipped }: Outcome): string[][] {
  const rows = figures.map((figure: Figure, i) => [
    i === 0 ? name : '',
    i === 0 ? String(runs) : '',
    `${figure.what}: ${figure.value}`,
    figure.bar,
    figure.held ? 'held' : 'NOT HELD',
  ])
  if (skipped !== undefined) rows.push([rows.length === 0 ? name : '', '', skipped, '', 'skipped'])
  return rows
}
