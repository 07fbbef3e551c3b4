import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { RoomServiceClient } from 'livekit-server-sdk'
import { freePort } from './house.ts'

/** A real LiveKit server on this machine, for as long as a story lasts. */
export interface LiveKit {
  /** The settings of a house that uses it. */
  readonly env: Readonly<Record<string, string>>
  /** Where pages may speak to because of it. */
  readonly origins: readonly string[]
  /** Which devices are in the meeting's room, as the server itself says. */
  whoIsIn(meeting: string): Promise<string[]>
  /** What it has said so far, for a failure message. */
  said(): string
  stop(): Promise<void>
}

const version = 'v1.13.5'
const built = join(homedir(), '.cache', 'polyphony', `livekit-${version}`)

export const howToGetOne = [
  'skipped: no LiveKit server.',
  'Set LIVEKIT_SERVER to its path, put livekit-server on the PATH,',
  'or set LIVEKIT_BUILD=1 to build it with go 1.26 or newer (minutes).',
].join(' ')

/** The path of a LiveKit server, or null. */
export function findLiveKit(): string | null {
  const given = process.env['LIVEKIT_SERVER']
  if (given) {
    if (!existsSync(given)) throw new Error(`LIVEKIT_SERVER is "${given}", and nothing is there.`)
    return given
  }
  const inPath = onPath('livekit-server')
  if (inPath !== null) return inPath
  const cached = join(built, 'server')
  if (existsSync(cached)) return cached
  const go = onPath('go') ?? ['/usr/local/go/bin/go'].find(path => existsSync(path))
  if (process.env['LIVEKIT_BUILD'] !== '1' || go === undefined || !isNewEnough(go)) return null
  mkdirSync(built, { recursive: true })
  execFileSync(go, ['install', `github.com/livekit/livekit-server/cmd/server@${version}`], {
    env: { ...process.env, GOBIN: built },
    stdio: 'inherit',
  })
  return cached
}

export async function startLiveKit(path: string): Promise<LiveKit> {
  const [port, tcp, udp] = [await freePort(), await freePort(), await freePort()]
  const [key, secret] = ['story', 'a secret that is long enough for a story']
  const config = {
    port,
    bind_addresses: ['127.0.0.1'],
    keys: { [key]: secret },
    rtc: { tcp_port: tcp, udp_port: udp, node_ip: '127.0.0.1', enable_loopback_candidate: true },
    logging: { level: 'info' },
  }
  const child = spawn(path, ['--dev', '--bind', '127.0.0.1', '--config-body', JSON.stringify(config)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const hear = (part: Buffer) => {
    said += part.toString()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const rooms = new RoomServiceClient(`http://127.0.0.1:${port}`, key, secret)
  await answering(
    () => rooms.listRooms(),
    () => child.exitCode === null,
    () => said,
  )
  return {
    env: { LIVEKIT_URL: `ws://127.0.0.1:${port}`, LIVEKIT_API_KEY: key, LIVEKIT_API_SECRET: secret },
    origins: [`ws://127.0.0.1:${port}`, `http://127.0.0.1:${port}`],
    whoIsIn: async meeting => {
      const open = await rooms.listRooms([meeting])
      if (open.length === 0) return []
      return (await rooms.listParticipants(meeting)).map(({ identity }) => identity)
    },
    said: () => said,
    stop: () =>
      new Promise(resolve => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve()
        child.once('close', () => resolve())
        // In good order it waits for everybody to go; the story is over.
        child.kill('SIGKILL')
      }),
  }
}

async function answering(ask: () => Promise<unknown>, alive: () => boolean, said: () => string): Promise<void> {
  for (const until = Date.now() + 30_000; Date.now() < until && alive(); ) {
    const came = await ask().then(
      () => true,
      () => false,
    )
    if (came) return
    await new Promise<void>(resolve => void setTimeout(resolve, 50))
  }
  throw new Error(`The LiveKit server did not come up. It said:\n${said()}`)
}

function onPath(name: string): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean)
  return folders.map(folder => join(folder, name)).find(path => existsSync(path)) ?? null
}

function isNewEnough(go: string): boolean {
  const [, major = '0', minor = '0'] = /go(\d+)\.(\d+)/.exec(execFileSync(go, ['version']).toString()) ?? []
  return Number(major) > 1 || Number(minor) >= 26
}
