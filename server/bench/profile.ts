import { existsSync, readFileSync } from 'node:fs'
import { until } from './house.ts'
import type { Target } from './targets.ts'

interface Profile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: Frame }[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}
interface Frame {
  readonly functionName: string
  readonly url: string
  readonly lineNumber: number
}

/** Notes what the main thread of the server does meanwhile, if that is wanted. */
export async function profiled<T>(target: Target, work: () => Promise<T>): Promise<T> {
  const { profile, pid } = target
  if (profile === null) return await work()
  process.kill(pid, 'SIGHUP')
  const done = await work()
  process.kill(pid, 'SIGHUP')
  await until('the profile', () => existsSync(profile))
  return done
}

/** The functions in which the main thread has spent its time, by themselves. */
export function whereTimeGoes(file: string, most = 40): string[] {
  const spent = spentIn(JSON.parse(readFileSync(file, 'utf8')) as Profile)
  const busy = [...spent.values()].reduce((sum, time) => sum + time, 0)
  const top = [...spent].sort(([, a], [, b]) => b - a).slice(0, most)
  const lines = top.map(([what, time]) => `${share(time, busy)}  ${(time / 1000).toFixed(0).padStart(7)} ms  ${what}`)
  return [`${file}: ${(busy / 1000).toFixed(0)} ms of the main thread`, ...lines]
}

/** Microseconds by function. */
function spentIn({ nodes, samples, timeDeltas }: Profile): Map<string, number> {
  const names = new Map(
    nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => {
      const file = url.split('/').slice(-3).join('/')
      return [id, `${functionName || '(nameless)'}${file === '' ? '' : ` ${file}:${lineNumber + 1}`}`] as const
    }),
  )
  const spent = new Map<string, number>()
  for (const [nth, sample] of samples.entries()) {
    const name = names.get(sample) ?? '?'
    // Nothing to do, or to begin with the noting itself.
    if (name === '(idle)' || name.includes('node:inspector')) continue
    spent.set(name, (spent.get(name) ?? 0) + (timeDeltas[nth] ?? 0))
  }
  return spent
}

const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1).padStart(5)} %`
