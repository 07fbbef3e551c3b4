import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { root } from './sources.ts'

/** The built product, running as it runs for everybody: its own process, its own file, the true clock. */
export interface House {
  readonly url: string
  /** The one-time link that the very first start prints. */
  readonly setUpLink: string
  /** What the process has said so far, for a failure message. */
  said(): string
  /** SIGKILL, nothing polite, and the same house again on the same port. */
  crashAndRestart(): Promise<void>
  /** For what only time can do, like a link growing old: the house sleeps, its file is changed, it wakes. */
  amend(sql: string): Promise<void>
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>
}

export async function startHouse(env: Readonly<Record<string, string>> = {}): Promise<House> {
  if (!existsSync(join(root, 'client', 'dist', 'index.html'))) throw new Error('Not built. Run "pnpm build" first.')
  const dataDir = mkdtempSync(join(tmpdir(), 'polyphony-story-'))
  const port = await freePort()
  const url = `http://localhost:${port}`
  let said = ''
  let child: ChildProcess

  const start = async () => {
    child = spawn(node24(), ['--disable-warning=ExperimentalWarning', 'server/src/main.ts'], {
      cwd: root,
      env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, PUBLIC_URL: url, LOG_LEVEL: 'info', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const hear = (part: Buffer) => {
      said += part.toString()
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    await answering(
      `${url}/api/health`,
      () => child.exitCode === null,
      () => said,
    )
  }
  const end = (signal: NodeJS.Signals) =>
    new Promise<number | null>(resolve => {
      if (child.exitCode !== null || child.signalCode !== null) return resolve(child.exitCode)
      child.once('close', code => resolve(code))
      child.kill(signal)
    })

  await start()
  const setUpLink = await printed(/https?:\/\/\S+\/set-up#[A-Za-z0-9_-]{43}\b/, () => said)
  return {
    url,
    setUpLink,
    said: () => said,
    crashAndRestart: async () => {
      await end('SIGKILL')
      await start()
    },
    amend: async sql => {
      await end('SIGTERM')
      const file = new DatabaseSync(join(dataDir, 'polyphony.db'))
      file.exec(sql)
      file.close()
      await start()
    },
    stop: async () => {
      const code = await end('SIGTERM')
      rmSync(dataDir, { recursive: true, force: true })
      return code
    },
  }
}

function node24(): string {
  const ours = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
  return existsSync(ours) ? ours : process.execPath
}

async function answering(url: string, alive: () => boolean, said: () => string): Promise<void> {
  for (const until = Date.now() + 30_000; Date.now() < until && alive(); await moment()) {
    const reply = await fetch(url).catch(() => null)
    if (reply?.ok) return
  }
  throw new Error(`The server did not come up. It said:\n${said()}`)
}

async function printed(pattern: RegExp, said: () => string): Promise<string> {
  for (const until = Date.now() + 10_000; Date.now() < until; await moment()) {
    const found = pattern.exec(said())?.[0]
    if (found !== undefined) return found
  }
  throw new Error(`The first start printed no set-up link. It said:\n${said()}`)
}

/** Between two looks at a condition. */
const moment = () => new Promise<void>(resolve => void setTimeout(resolve, 50))

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
