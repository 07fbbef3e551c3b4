import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { asIfAlone } from './testing/load.ts'

const main = fileURLToPath(new URL('./main.ts', import.meta.url))
let dataDir: string
let port: number
const children: ChildProcess[] = []
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'polyphony-main-'))
  port = await new Promise<number>(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = server.address() as AddressInfo
      server.close(() => resolve(free))
    })
  })
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
})

interface Started {
  readonly child: ChildProcess
  readonly said: { out: string; err: string }
  /** [code, signal] */
  readonly ended: Promise<readonly [number | null, string | null]>
}
function start(args: string[] = [], environment: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
    env: { PATH: process.env.PATH, PORT: String(port), DATA_DIR: dataDir, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  const said = { out: '', err: '' }
  child.stdout?.on('data', part => {
    said.out += String(part)
  })
  child.stderr?.on('data', part => {
    said.err += String(part)
  })
  const ended = new Promise<readonly [number | null, string | null]>(resolve =>
    child.once('close', (code, signal) => resolve([code, signal])),
  )
  return { child, said, ended }
}
const soon = { timeout: 30_000, interval: 20 }
const opened = ({ said }: Started) =>
  vi.waitFor(() => expect(said.out, said.err).toContain('Polyphony is open at'), soon)
const health = async () => (await fetch(`http://127.0.0.1:${port}/api/health`)).json()

describe('the process', { timeout: 90_000 }, () => {
  test('says one line with the address, the set-up link as long as it is needed, and leaves politely', async () => {
    const first = start()
    await opened(first)
    await vi.waitFor(() => expect(first.said.out.trim().split('\n')).toHaveLength(2), soon)
    const [address, setUp] = first.said.out.trim().split('\n')
    expect(address).toBe(`Polyphony is open at http://localhost:${port}`)
    expect(setUp).toMatch(new RegExp(`^Set it up once, here: http://localhost:${port}/set-up#[\\w-]{43}$`))
    expect(await health()).toEqual({ ok: true, notes: 'well' })

    const body = {
      token: setUp?.split('#')[1],
      name: 'Anna',
      email: 'a@example.org',
      password: 'a long walk by the sea',
    }
    const answer = await fetch(`http://127.0.0.1:${port}/api/set-up`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: `http://localhost:${port}` },
      body: JSON.stringify(body),
    })
    expect(answer.status).toBe(200)
    first.child.kill('SIGTERM')
    expect(await first.ended).toEqual([0, null])
    expect(first.said.err).not.toMatch(/"level":"(?:warn|error|fatal)"/)

    const second = start()
    await opened(second)
    second.child.kill('SIGINT')
    expect(await second.ended).toEqual([0, null])
    expect(second.said.out.trim().split('\n')).toHaveLength(1)
  })

  test('--demo prints one link for each person', async () => {
    const demo = start(['--demo'])
    await vi.waitFor(() => expect(demo.said.out.match(/\/join#[\w-]{43}$/gm), demo.said.err).toHaveLength(6), soon)
    for (const name of ['Maria', 'Elena', 'Tomas']) expect(demo.said.out).toContain(name)
    demo.child.kill('SIGTERM')
    expect((await demo.ended)[0]).toBe(0)
  })

  test('a second one on the same data ends in two seconds and says why; the first goes on', async () => {
    const first = start()
    await opened(first)
    const began = performance.now()
    const second = start([], { PORT: '0' })
    expect(await second.ended).toEqual([1, null])
    expect(performance.now() - began).toBeLessThan(asIfAlone(2000))
    expect(second.said.err).toBe(
      `Another Polyphony is already running on ${dataDir}. Stop that one first, or set another DATA_DIR.\n`,
    )
    expect(await health()).toEqual({ ok: true, notes: 'well' })
  })

  test('after SIGKILL the next one opens at once: no lock is left behind', async () => {
    const first = start()
    await opened(first)
    first.child.kill('SIGKILL')
    expect(await first.ended).toEqual([null, 'SIGKILL'])
    const second = start()
    await opened(second)
    expect(await health()).toEqual({ ok: true, notes: 'well' })
  })

  test('what is allowed but will not work for others stands in the log', async () => {
    const open = start([], { HOST: '0.0.0.0' })
    await opened(open)
    await vi.waitFor(() => expect(open.said.err).toContain('HOST lets others in, but links lead to localhost'), soon)
    open.child.kill('SIGTERM')
    expect((await open.ended)[0]).toBe(0)
  })

  test('mistakes are said all at once, without a trace of code', async () => {
    const wrong = start([], { PORT: 'x', LOG_LEVEL: 'loud' })
    expect(await wrong.ended).toEqual([1, null])
    expect(wrong.said.err).toMatch(/^Polyphony cannot start:\n- PORT .*\n- LOG_LEVEL .*\n$/)
    expect(wrong.said.out).toBe('')
  })

  test('a port that is taken is said in one sentence', async () => {
    const first = start()
    await opened(first)
    const other = mkdtempSync(join(tmpdir(), 'polyphony-main-'))
    const second = start([], { DATA_DIR: other })
    expect(await second.ended).toEqual([1, null])
    expect(second.said.err).toBe('Another program already listens on this port. Stop it, or set another PORT.\n')
    rmSync(other, { recursive: true, force: true })
  })
})
