import { createHash, createHmac } from 'node:crypto'
import type { DeviceId, MeetingId } from '@polyphony/shared/domain/ids'
import type { Clock } from '@polyphony/shared/domain/time'
import { hours, minutes, seconds } from '@polyphony/shared/domain/time'
import type { MediaLock, MediaTicket } from '@polyphony/shared/wire/media'
import { AccessToken, TrackSource } from 'livekit-server-sdk'

/** listens: all but the microphone, while others think aloud (R3). */
export type MediaRight = 'speaks' | 'listens'

interface TicketGiven {
  readonly meeting: MeetingId
  readonly device: DeviceId
  readonly right: MediaRight
  /** Whoever sits there does not want to be found: through the relay only. */
  readonly hidden: boolean
  readonly lock: MediaLock
}

/** What a device needs for sound and picture. Handed out by the live gateway, only while the door is open (D2). */
export interface Tickets {
  ticketFor(given: TicketGiven): Promise<MediaTicket>
}

/** What a device may send to the media server. */
export const sourcesOf = (right: MediaRight): TrackSource[] => [
  ...(right === 'speaks' ? [TrackSource.MICROPHONE] : []),
  TrackSource.CAMERA,
  TrackSource.SCREEN_SHARE,
]

/** Where the media server is and how the house proves itself there. */
export interface LiveKit {
  /** For browsers: ws or wss. */
  readonly url: string
  /** The same host, for the room service: http or https. */
  readonly api: string
  readonly key: string
  readonly secret: string
}

type Relay = Pick<Extract<MediaTicket, { by: 'mesh' }>, 'iceServers' | 'relayOnly'>

/** Who takes a credential along can use it no longer than this. A page asks for fresh ones in time (renewal.ts). */
export const relayLasts = hours(1)
/** Only long enough to come in: whoever is in stays in without it, until the house takes them out. */
export const tokenLasts = minutes(5)

export interface Turn {
  readonly urls: readonly string[]
  readonly secret: string
}

export interface RelayCredential {
  readonly urls: readonly string[]
  readonly username: string
  readonly credential: string
}

/** null: there is no TURN server. whose: a device, or the house itself. */
export function relayCredential(given: {
  readonly turn: Turn | null
  readonly clock: Clock
  readonly whose: string
}): RelayCredential | null {
  const { turn, clock, whose } = given
  if (!turn) return null
  const expiry = Math.floor((clock.now() + relayLasts) / seconds(1))
  const name = createHash('sha256').update(`${whose} ${turn.secret}`).digest('hex').slice(0, 16)
  const username = `${expiry}:${name}`
  return { urls: turn.urls, username, credential: createHmac('sha1', turn.secret).update(username).digest('base64') }
}

/**
 * The mesh: no media server, picture and sound go from device to device. With a TURN server each ticket carries
 * credentials of its own that end by themselves (coturn's use-auth-secret: HMAC-SHA1 over "expiry:name"). The name is a
 * hash, so that the TURN server's log says nothing about who was there.
 * With LiveKit each ticket carries a token for this device in this meeting's room and nothing else.
 */
export function createTickets(given: {
  readonly clock: Clock
  readonly turn: Turn | null
  readonly relayOnly: boolean
  readonly livekit: LiveKit | null
}): Tickets {
  const { clock, turn, relayOnly, livekit } = given

  /** Without a relay who hides is not heard; the page says so before they come in. Being found would be worse. */
  const relayFor = ({ device, hidden }: TicketGiven): Relay => {
    const relay = relayCredential({ turn, clock, whose: device })
    return relay
      ? { iceServers: [{ ...relay, urls: [...relay.urls] }], relayOnly: relayOnly || hidden }
      : { iceServers: [], relayOnly: hidden }
  }

  return {
    ticketFor: async given => {
      const relay = relayFor(given)
      if (!livekit) return { by: 'mesh', ...relay }
      return { by: 'livekit', url: livekit.url, token: await tokenFor(livekit, given), lock: given.lock, ...relay }
    },
  }
}

/** No name and no word about the person: the media server learns only that a device is in a meeting. */
async function tokenFor(
  { key, secret }: LiveKit,
  { meeting, device, right }: Pick<TicketGiven, 'meeting' | 'device' | 'right'>,
): Promise<string> {
  const token = new AccessToken(key, secret, { identity: device, ttl: tokenLasts / seconds(1) })
  token.addGrant({
    room: meeting,
    roomJoin: true,
    canPublish: true,
    canPublishSources: sourcesOf(right),
    canSubscribe: true,
    // What is written and decided goes over the house's own wires, where the rules are.
    canPublishData: false,
    canUpdateOwnMetadata: false,
  })
  return await token.toJwt()
}
