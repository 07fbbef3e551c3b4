import { expect, test } from 'vitest'
import { asIfAlone } from '../../src/testing/load.ts'
import type { Fault, Figure } from '../fault.ts'

/** The short form of some faults, as tests. A figure of time is judged by how busy this machine is just now. */
export function shortForm(faults: readonly Fault[]): void {
  test.each(faults)('[$number] $title', { timeout: 120_000 }, async fault => {
    const said: string[] = []
    const outcome = await fault.run({ size: 'short', seed: null, minutes: null, say: line => void said.push(line) })
    if (outcome.skipped !== undefined) process.stdout.write(`${fault.number}: skipped in part: ${outcome.skipped}\n`)
    else expect(outcome.runs).toBeGreaterThan(0)
    const patience = asIfAlone(2)
    const holds = ({ held, part }: Figure): boolean => held || (part !== null && part < patience)
    const broken = outcome.figures.filter(figure => !holds(figure))
    expect(
      broken.map(({ what, value, bar }) => `${what}: ${value}, and not ${bar}`),
      said.join('\n'),
    ).toEqual([])
  })
}
