import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '@polyphony/shared/domain/time'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { checkRelays } from './relay-check.ts'
import { relayCredential } from './tickets.ts'
import { addressOf } from './turn-client.ts'

test('the addresses of a relay are read as browsers read them', () => {
  expect(addressOf('turn:turn.example.org')).toEqual({ host: 'turn.example.org', port: 3478, by: 'udp' })
  expect(addressOf('turn:10.0.0.1:80?transport=tcp')).toEqual({ host: '10.0.0.1', port: 80, by: 'tcp' })
  expect(addressOf('turns:turn.example.org?transport=tcp')).toEqual({ host: 'turn.example.org', port: 5349, by: 'tls' })
  expect(addressOf('turn:[2001:db8::1]:3479')).toEqual({ host: '2001:db8::1', port: 3479, by: 'udp' })
})

/** Debian's coturn; "npm test" installs it where it may. */
const isThere = spawnSync('turnserver', ['--version']).error === undefined
if (!isThere) process.stdout.write('skipped: no TURN server. Install Debian’s package coturn.\n')

describe.skipIf(!isThere)('asked of a real coturn', () => {
  const secret = 'the right secret'
  const folder = mkdtempSync(join(tmpdir(), 'polyphony-turn-'))
  let child: ChildProcess
  let port = 0
  const ask = (urls: readonly string[], by = secret) =>
    checkRelays({
      relay: relayCredential({ turn: { urls, secret: by }, clock: systemClock, whose: 'the house' }),
      clock: systemClock,
    }).then(found => found.map(({ answer }) => answer))
  const start = async (...more: string[]) => {
    child?.kill('SIGKILL')
    port = await freePort()
    const where = ['--listening-ip=127.0.0.1', '--relay-ip=127.0.0.1', `--listening-port=${port}`]
    const how = ['--no-tls', '--no-dtls', '--no-cli', '--log-file=stdout', '--pidfile=/dev/null']
    const files = [`--userdb=${join(folder, `${port}.db`)}`]
    const secrets = ['--use-auth-secret', `--static-auth-secret=${secret}`, '--realm=test']
    child = spawn('turnserver', ['-n', ...secrets, ...where, ...how, ...files, ...more], { stdio: 'ignore' })
    await vi.waitFor(async () => expect(await answers(port)).toBe(true), { timeout: 10_000 })
  }
  beforeAll(() => start('--allow-loopback-peers'))
  afterAll(() => {
    child?.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })

  test('a word goes through it from one place to another, over UDP and over TCP', async () => {
    expect(await ask([`turn:127.0.0.1:${port}`, `turn:127.0.0.1:${port}?transport=tcp`])).toEqual(['works', 'works'])
  })

  test('another secret is refused, and that is told', async () => {
    expect(await ask([`turn:127.0.0.1:${port}`], 'the wrong secret')).toEqual(['refused'])
  })

  test('where nobody answers, that is told', async () => {
    expect(await ask([`turn:127.0.0.1:${await freePort()}?transport=tcp`])).toEqual(['silent'])
  })

  test('a relay that gives places and lets nothing through is told apart', async () => {
    await start()
    expect(await ask([`turn:127.0.0.1:${port}`])).toEqual(['shut'])
  })
})

const freePort = (): Promise<number> =>
  new Promise(resolve => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })

const answers = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
