import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { pause } from './house.ts'

/** Seconds of CPU that a process has used, all its threads, to the microsecond. Source: proc(5), schedstat. */
export const cpuOf = (pid: number): number => cpuOfThreads(pid, readdirSync(`/proc/${pid}/task`))
/** Of its main thread alone, on which JavaScript runs unless it is in a worker. */
export const mainCpuOf = (pid: number): number => cpuOfThreads(pid, [String(pid)])

function cpuOfThreads(pid: number, threads: readonly string[]): number {
  let nanoseconds = 0
  for (const thread of threads) {
    try {
      nanoseconds += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0])
    } catch {
      // A thread that has ended meanwhile.
    }
  }
  return nanoseconds / 1e9
}

/** kB of memory that a process holds. */
export function rssOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
}

export interface Memory {
  /** kB, whole process. */
  readonly rss: number
  /** kB, the heap of the main thread and the buffers outside of it, after a full collection. */
  readonly heap: number
}

/** Asks a server that was started with probe.ts. */
export async function memoryOf(pid: number, file: string): Promise<Memory> {
  rmSync(file, { force: true })
  process.kill(pid, 'SIGUSR2')
  for (let tries = 0; tries < 400 && !existsSync(file); tries++) await pause(25)
  const { heapUsed, external } = JSON.parse(readFileSync(file, 'utf8')) as NodeJS.MemoryUsage
  return { rss: rssOf(pid), heap: (heapUsed + external) / 1024 }
}
