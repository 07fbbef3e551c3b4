import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freePort, listens, until } from './house.ts'
import type { Fixture } from './prepared.ts'

const file = (name: string): string => join(import.meta.dirname, name)
let folder: string
let server: ChildProcess | null = null
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fixture-test-'))
})
afterEach(() => {
  server?.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** As a load generator starts it that gives PORT, HOST and DATA_DIR. Resolves with what it prints. */
async function startFixture(port: number): Promise<Fixture> {
  const args = ['--disable-warning=ExperimentalWarning', file('fixture.ts'), '--rooms', '2', '--people', '4']
  const env = {
    ...process.env,
    PORT: String(port),
    HOST: '127.0.0.1',
    DATA_DIR: join(folder, 'data'),
    LOG_LEVEL: 'error',
  }
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'ignore'] })
  server = child
  let said = ''
  child.stdout.on('data', (part: Buffer) => {
    said += part.toString()
  })
  await until('the line of JSON', () => said.endsWith('\n'), 60_000)
  expect(said.split('\n')).toHaveLength(2)
  return JSON.parse(said) as Fixture
}

async function plainClient(args: readonly string[]): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, [file('plain-client.mjs'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (said += part.toString()))
  const [code] = (await once(child, 'close')) as [number]
  return { code, said }
}

test('one command opens meetings with people in them; a plain y-websocket script with a cookie writes there; killed and started again, they are the same', async () => {
  const port = await freePort()
  const made = await startFixture(port)
  expect(made.pid).toBe(server?.pid)
  if (process.platform === 'linux') {
    expect(readFileSync(`/proc/${made.pid}/cmdline`, 'utf8')).toContain('server/src/main.ts')
  }
  expect(made.rooms.map(({ people }) => people.map(({ side }) => side))).toEqual([
    ['network', 'network', 'practitioner', 'practitioner'],
    ['network', 'network', 'practitioner', 'practitioner'],
  ])
  const [room] = made.rooms
  const url = `ws://127.0.0.1:${port}${room?.path}`
  const [first, ...others] = room?.people ?? []
  const wrote = await Promise.all(
    [first, others.at(-1)].map(person => plainClient([url, person?.cookie ?? '', person?.who ?? ''])),
  )
  for (const { code, said } of wrote) {
    expect([code, said]).toEqual([0, expect.stringContaining('read back: A line of')])
  }
  const stranger = await plainClient([url, 's-000000000000=no'])
  expect([stranger.code, stranger.said]).toEqual([1, expect.stringContaining('closed with 4401')])

  server?.kill('SIGKILL')
  await until('the port to be free', async () => !(await listens(port)))
  const again = await startFixture(port)
  expect(again.rooms.map(({ meeting }) => meeting)).toEqual(made.rooms.map(({ meeting }) => meeting))
  const fixture = join(folder, 'data', 'fixture.json')
  expect(JSON.parse(readFileSync(fixture, 'utf8'))).toMatchObject({ rooms: 2, people: 4 })
  expect(await plainClient([url, first?.cookie ?? ''])).toMatchObject({ code: 0 })

  const ended = once(server as unknown as ChildProcess, 'exit')
  server?.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
}, 90_000)
