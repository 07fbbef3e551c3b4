import { spawn } from 'node:child_process'
import { AccessToken, RoomServiceClient, TrackSource } from 'livekit-server-sdk'
import { startTcpLine } from './bad-line.ts'
import { freePort } from './house.ts'

/** A real LiveKit server on this machine, for as long as a story lasts. */
export interface LiveKit {
  /** The settings of a house that uses it. */
  readonly env: Readonly<Record<string, string>>
  /** Where pages may speak to because of it. */
  readonly origins: readonly string[]
  /** Which devices are in the meeting's room, as the server itself says. */
  whoIsIn(meeting: string): Promise<string[]>
  /** How many devices of the meeting send sound now, by the server's own list. */
  voices(meeting: string): Promise<number>
  /** In which ways the tracks of the meeting are sent now, by the server's own list. */
  locks(meeting: string): Promise<('locked' | 'open')[]>
  /** What LiveKit's own telephone service comes in with, when somebody has dialled and said the PIN. */
  phone(meeting: string): Promise<string>
  /** From now on this house is told what happens in its rooms (webhooks). */
  tells(house: string): void
  /** What it has said so far, for a failure message. */
  said(): string
  stop(): Promise<void>
}

export async function startLiveKit(path: string): Promise<LiveKit> {
  const [port, tcp, udp] = [await freePort(), await freePort(), await freePort()]
  const [key, secret] = ['story', 'a secret that is long enough for a story']
  // It starts before the house whose address it is to tell.
  const hooks = await startTcpLine()
  const config = {
    port,
    bind_addresses: ['127.0.0.1'],
    keys: { [key]: secret },
    rtc: { tcp_port: tcp, udp_port: udp, node_ip: '127.0.0.1', enable_loopback_candidate: true },
    webhook: { api_key: key, urls: [`${hooks.url}/media/livekit`] },
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
    voices: async meeting => {
      const there = await rooms.listParticipants(meeting)
      return there.filter(({ tracks }) => tracks.some(({ source }) => source === TrackSource.MICROPHONE)).length
    },
    locks: async meeting => {
      const tracks = (await rooms.listParticipants(meeting)).flatMap(one => one.tracks)
      return [...new Set(tracks.map(({ encryption }) => (encryption === 0 ? ('open' as const) : ('locked' as const))))]
    },
    phone: async meeting => {
      const token = new AccessToken(key, secret, { identity: 'sip_caller' })
      token.kind = 'sip'
      token.addGrant({ room: meeting, roomJoin: true, canPublish: true, canSubscribe: true })
      return await token.toJwt()
    },
    tells: house => hooks.to(Number(new URL(house).port)),
    said: () => said,
    stop: () =>
      new Promise(resolve => {
        hooks.stop()
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
