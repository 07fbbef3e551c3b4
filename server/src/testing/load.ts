import { spawnSync } from 'node:child_process'

/** What starting a bare Node takes on a machine that has nothing else to do, in milliseconds. */
const alone = 60

/** A limit of wall-clock time, longer by as much as this machine is busy with other things right now. */
export function asIfAlone(limit: number): number {
  const began = performance.now()
  spawnSync(process.execPath, ['-e', '0'])
  return limit * Math.max(1, (performance.now() - began) / alone)
}
