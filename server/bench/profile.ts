import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Profile {
  readonly nodes: readonly {
    readonly id: number
    readonly callFrame: { functionName: string; url: string; lineNumber: number }
  }[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

/** The functions in which a server has spent its time, by themselves: one list per thread. From its start to its end. */
export function whereTimeGoes(folder: string, most = 30): string[] {
  return readdirSync(folder)
    .filter(name => name.endsWith('.cpuprofile'))
    .flatMap(name => {
      const profile = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Profile
      const spent = spentIn(profile)
      const busy = [...spent.values()].reduce((sum, time) => sum + time, 0)
      const top = [...spent].sort(([, a], [, b]) => b - a).slice(0, most)
      const lines = top.map(
        ([what, time]) => `${share(time, busy)}  ${(time / 1000).toFixed(0).padStart(7)} ms  ${what}`,
      )
      return [`${join(folder, name)}: ${(busy / 1000).toFixed(0)} ms`, ...lines]
    })
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
    if (name === '(idle)') continue
    spent.set(name, (spent.get(name) ?? 0) + (timeDeltas[nth] ?? 0))
  }
  return spent
}

const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1).padStart(5)} %`
