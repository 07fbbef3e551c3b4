import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'

/** A server in a process of its own, so that what it costs can be told from what its clients cost. */
export interface Running {
  readonly pid: number
  readonly port: number
  readonly url: string
  /** The link for the first administrator, if the house said one. */
  readonly setUp: string | null
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

export interface Command {
  /** Arguments of node: flags, file, arguments. */
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

export const houseMain = fileURLToPath(new URL('../src/main.ts', import.meta.url))
/** The product as npm start runs it: authorisation, authority and durability are part of it and have no switch. */
export const houseCommand: Command = { args: ['--disable-warning=ExperimentalWarning', houseMain] }

/** The core of the server under measurement; everybody else is on the last one. */
export const canPin = process.platform === 'linux' && existsSync('/usr/bin/taskset') && cpus().length > 1
export const pin = (core: number): string[] => ['/usr/bin/taskset', '-c', String(core)]

/** Starts a server and waits until it listens. pinned: on core 0 alone. */
export async function start(
  command: Command,
  given: { readonly dataDir: string; readonly port?: number; readonly host?: string; readonly pinned?: boolean },
): Promise<Running> {
  const { dataDir, host = '127.0.0.1', pinned = false } = given
  const port = given.port ?? (await freePort())
  const [file = '', ...args] = [...(pinned && canPin ? pin(0) : []), process.execPath, ...command.args]
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    LOG_LEVEL: 'error',
    PORT: String(port),
    HOST: host,
    DATA_DIR: dataDir,
    ...command.env,
  }
  const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  let said = ''
  child.stdout.on('data', (part: Buffer) => {
    said += part.toString()
  })
  const leave = (): void => void child.kill('SIGKILL')
  process.once('exit', leave)
  await untilListening(child, port)
  return {
    pid: child.pid ?? 0,
    port,
    url: `http://${host}:${port}`,
    get setUp() {
      return /Set it up once, here: (\S+)/.exec(said)?.[1] ?? null
    },
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal)
      await ended
      process.off('exit', leave)
    },
  }
}

async function untilListening(child: ChildProcess, port: number): Promise<void> {
  for (let tries = 0; tries < 1500; tries++) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode} before it listened`)
    if (await listens(port)) return
    await pause(10)
  }
  throw new Error('the server does not listen')
}

export function listens(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

/** Real time goes by: a measurement lasts as long as it lasts. */
export function pause(span: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, span)
  })
}

export async function until(what: string, check: () => boolean | Promise<boolean>, limit = 30_000): Promise<void> {
  const end = performance.now() + limit
  while (!(await check())) {
    if (performance.now() > end) throw new Error(`waited ${limit} ms for ${what}`)
    await pause(5)
  }
}
