import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './house.ts'
import { findCoturn } from './media-servers.mjs'

/** A real TURN server, for as long as a story lasts. */
export interface Coturn {
  readonly port: number
  readonly secret: string
  said(): string
  stop(): Promise<void>
}

/** inside: how a program is started in another network. udp false: it answers over TCP only, as behind a strict firewall. */
export async function startCoturn(
  given: { readonly inside?: readonly string[]; readonly address?: string; readonly udp?: boolean } = {},
): Promise<Coturn> {
  const { inside = [], address = '127.0.0.1', udp = true } = given
  const path = findCoturn()
  if (path === null) throw new Error('There is no coturn.')
  const port = inside.length > 0 ? 3478 : await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'polyphony-turn-'))
  const secret = 'a secret of the relay'
  const settings = [
    '-n',
    '--use-auth-secret',
    `--static-auth-secret=${secret}`,
    '--realm=story',
    `--listening-ip=${address}`,
    `--relay-ip=${address}`,
    `--listening-port=${port}`,
    // The only ones that there are in a story. A real one refuses to relay to itself.
    '--allow-loopback-peers',
    '--no-tls',
    '--no-dtls',
    '--no-cli',
    '--no-rfc5780',
    '--no-multicast-peers',
    '--log-file=stdout',
    '--simple-log',
    '--pidfile=/dev/null',
    `--userdb=${join(folder, 'turn.db')}`,
    '--verbose',
    ...(udp ? [] : ['--no-udp']),
  ]
  const [program = path, ...before] = [...inside, path]
  const child = spawn(program, [...before, ...settings], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  const hear = (part: Buffer) => {
    said += part.toString()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const alive = () => child.exitCode === null && child.signalCode === null
  const answers = () =>
    inside.length > 0
      ? Promise.resolve(/TCP listener opened|listener opened on/i.test(said))
      : takesCalls(port, address)
  for (const until = Date.now() + 15_000; !(await answers()); ) {
    if (Date.now() > until || !alive()) throw new Error(`The TURN server did not come up. It said:\n${said}`)
    await new Promise<void>(resolve => void setTimeout(resolve, 50))
  }
  return {
    port,
    secret,
    said: () => said,
    stop: () =>
      new Promise(resolve => {
        const gone = () => {
          rmSync(folder, { recursive: true, force: true })
          resolve()
        }
        if (!alive()) return gone()
        child.once('close', gone)
        child.kill('SIGKILL')
      }),
  }
}

const takesCalls = (port: number, address: string): Promise<boolean> =>
  new Promise(resolve => {
    const socket = connect(port, address)
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
