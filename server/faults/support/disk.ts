import { spawn, spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Running } from './process.ts'
import { pass } from './waiting.ts'

/** A disk that can be made to fail, and to be well again. */
export interface BadDisk {
  readonly how: string
  /** Where the data stands. undefined: anywhere. */
  readonly dataDir?: string
  fail(running: Running): Promise<void>
  heal(running: Running): Promise<void>
  end(): void
}

/** A small disk of its own, and a file that fills it. Only root may mount one. */
export function fullDisk(): BadDisk | string {
  const at = mkdtempSync(join(tmpdir(), 'polyphony-small-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'polyphony', at])
  if (mounted.status !== 0) {
    rmSync(at, { recursive: true })
    return 'nobody but root may mount a small disk'
  }
  const [dataDir, ballast] = [join(at, 'data'), join(at, 'ballast')]
  mkdirSync(dataDir)
  return {
    how: 'the disk is full',
    dataDir,
    fail: () => {
      const file = openSync(ballast, 'a')
      try {
        for (const size of [65_536, 4096, 1]) for (;;) if (!more(file, size)) break
      } finally {
        closeSync(file)
      }
      return Promise.resolve()
    },
    heal: () => {
      rmSync(ballast)
      return Promise.resolve()
    },
    end: () => {
      spawnSync('umount', ['-l', at])
      rmSync(at, { recursive: true, force: true })
    },
  }
}

function more(file: number, size: number): boolean {
  try {
    return writeSync(file, Buffer.alloc(size)) === size
  } catch {
    return false
  }
}

/** Every write to a file is refused, by a limit that the kernel sets to the process. Needs no rights. */
export function deniedWrites(): BadDisk | string {
  if (spawnSync('prlimit', ['--version']).status !== 0) return 'prlimit is not here'
  const limit = (running: Running, bytes: string): Promise<void> => {
    const set = spawnSync('prlimit', ['--pid', String(running.child.pid), `--fsize=${bytes}:unlimited`])
    if (set.status !== 0) throw new Error(`the limit could not be set: ${String(set.stderr)}`)
    return Promise.resolve()
  }
  return {
    how: 'writes fail',
    fail: running => limit(running, '0'),
    heal: running => limit(running, 'unlimited'),
    end: () => undefined,
  }
}

/** The disk takes what it is given and then says that it could not keep it: EIO from fsync, and from a write that syncs. */
export function failedSyncs(): BadDisk | string {
  if (spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status !== 0) return 'strace is not here'
  let tracer: ReturnType<typeof spawn> | null = null
  return {
    how: 'the disk cannot keep it (EIO)',
    fail: async running => {
      const calls = 'fsync,fdatasync,pwrite64'
      const inject = ['-e', `trace=${calls}`, '-e', `inject=${calls}:error=EIO`]
      tracer = spawn('strace', ['-f', '-p', String(running.child.pid), ...inject, '-o', '/dev/null'])
      await pass(300)
    },
    heal: async () => {
      const gone = new Promise(resolve => tracer?.once('exit', resolve))
      tracer?.kill('SIGINT')
      await gone
    },
    end: () => void tracer?.kill('SIGINT'),
  }
}
