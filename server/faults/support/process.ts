import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { until } from './waiting.ts'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const watch = fileURLToPath(new URL('./watch.ts', import.meta.url))

/** What the process says of itself, once a second. */
export interface Pulse {
  readonly rss: number
  readonly heap: number
  /** 99th percentile of how late the event loop was since the last pulse, in milliseconds. */
  readonly late: number
  /** Bytes of the process right after everything that nobody needs was let go: once a minute. */
  readonly held: number | null
}

/** The house as it is started by everybody: main.ts in a process of its own. */
export interface Running {
  readonly child: ChildProcess
  readonly said: { out: string; err: string }
  readonly pulses: readonly Pulse[]
  /** [code, signal] */
  readonly ended: Promise<readonly [number | null, string | null]>
  /** Milliseconds from the start of the process to its first sentence. */
  readonly openedIn: number
  /** Moves the clock of this process, and of nothing else. */
  shiftClock(by: number): void
  kill(): Promise<void>
  leave(): Promise<void>
}

export interface StartGiven {
  readonly dataDir: string
  readonly port: number
  /** A command that runs the process, such as strace with its options. */
  readonly through?: readonly string[]
  /** Watch it from inside: pulses, and a clock that can be moved. */
  readonly watched?: boolean
}

export function spawnHouse(given: StartGiven): Omit<Running, 'openedIn'> {
  const { dataDir, port, through = [], watched = false } = given
  const node = [
    process.execPath,
    '--disable-warning=ExperimentalWarning',
    ...(watched ? ['--expose-gc', '--import', watch] : []),
    main,
  ]
  const [command = process.execPath, ...args] = [...through, ...node]
  const child = spawn(command, args, {
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      DATA_DIR: dataDir,
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      LOG_LEVEL: 'warn',
    },
    stdio: watched ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['ignore', 'pipe', 'pipe'],
  })
  const said = { out: '', err: '' }
  const pulses: Pulse[] = []
  child.stdout?.on('data', part => {
    said.out += String(part)
  })
  child.stderr?.on('data', part => {
    said.err += String(part)
  })
  child.on('message', pulse => pulses.push(pulse as Pulse))
  const ended = new Promise<readonly [number | null, string | null]>(resolve =>
    child.once('close', (code, signal) => resolve([code, signal])),
  )
  return {
    child,
    said,
    pulses,
    ended,
    shiftClock: by => void child.send({ shift: by }),
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
    leave: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Starts it and waits until it says that it is open. */
export async function startHouse(given: StartGiven): Promise<Running> {
  const running = spawnHouse(given)
  const { child, said } = running
  const openedIn = await until(
    'the house opens',
    () => {
      if (child.exitCode !== null) throw new Error(`the house did not open: ${said.err}`)
      return said.out.includes('Polyphony is open at')
    },
    { within: 60_000, every: 5 },
  )
  return { ...running, openedIn }
}

export function freePort(): Promise<number> {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
