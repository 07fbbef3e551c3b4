import * as z from 'zod/mini'
import { Device } from './shapes.ts'

const relay = {
  iceServers: z.array(
    z.object({ urls: z.array(z.string()), username: z.optional(z.string()), credential: z.optional(z.string()) }),
  ),
  relayOnly: z.boolean(),
}
/**
 * How sound and picture are locked on their way through a media server. The key is made by the house, lives in its memory
 * and goes over this wire only: never into an address, a log or the database.
 * turn: counts the keys and the openings; an older one is never taken after a newer.
 * use: every device has it by now, so that it is sent with. Until then it only opens what comes.
 */
export const MediaLock = z.discriminatedUnion('is', [
  z.object({ is: z.literal('locked'), turn: z.number(), key: z.string(), use: z.boolean() }),
  /** Somebody here cannot lock: their device is too old, or they ring by phone. Or the service does not want it. */
  z.object({ is: z.literal('open'), turn: z.number(), why: z.enum(['device', 'phone', 'service']) }),
])
export type MediaLock = z.infer<typeof MediaLock>

/** What a device needs to send and receive. Made by the server when it arrives and while the door is open. */
export const MediaTicket = z.discriminatedUnion('by', [
  z.object({ by: z.literal('mesh'), ...relay }),
  /** The relay is the house's own here too: a media server names strangers' servers where it has none itself. */
  z.object({ by: z.literal('livekit'), url: z.string(), token: z.string(), lock: MediaLock, ...relay }),
])
export type MediaTicket = z.infer<typeof MediaTicket>

/** One message of perfect negotiation between two devices. The server passes it on; where one of both
 * hides, it takes every address out that is not the relay's. */
export const Signal = z.object({
  to: Device,
  /** Made anew whenever a device builds its peer connections: an old one's messages are told apart. */
  session: z.string().check(z.maxLength(64)),
  description: z.optional(
    z.object({
      type: z.enum(['offer', 'answer', 'pranswer', 'rollback']),
      sdp: z.string().check(z.maxLength(100_000)),
    }),
  ),
  /** Over a media server: what the own line leaves of the own picture and sound (client: ladder.ts). */
  slow: z.optional(z.enum(['none', 'still', 'sound', 'notes'])),
  candidate: z.optional(
    z.object({
      candidate: z.string().check(z.maxLength(2_000)),
      sdpMid: z.nullable(z.string().check(z.maxLength(64))),
      sdpMLineIndex: z.nullable(z.number()),
      usernameFragment: z.optional(z.nullable(z.string().check(z.maxLength(256)))),
    }),
  ),
})
export type Signal = z.infer<typeof Signal>
export type SignalFrom = Omit<Signal, 'to'> & { readonly from: Signal['to'] }
