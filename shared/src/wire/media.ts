import * as z from 'zod/mini'
import { Device } from './shapes.ts'

const relay = {
  iceServers: z.array(
    z.object({ urls: z.array(z.string()), username: z.optional(z.string()), credential: z.optional(z.string()) }),
  ),
  relayOnly: z.boolean(),
}
/** What a device needs to send and receive. Made by the server when it arrives and while the door is open. */
export const MediaTicket = z.discriminatedUnion('by', [
  z.object({ by: z.literal('mesh'), ...relay }),
  /** The relay is the house's own here too: a media server names strangers' servers where it has none itself. */
  z.object({ by: z.literal('livekit'), url: z.string(), token: z.string(), ...relay }),
])
export type MediaTicket = z.infer<typeof MediaTicket>

/** One message of perfect negotiation between two devices. The server relays it, never reads it. */
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
