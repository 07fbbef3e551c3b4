import { createHash } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { connect as connectTcp } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { Clock } from '@polyphony/shared/domain/time'
import { seconds } from '@polyphony/shared/domain/time'
import { attribute, decode, encode, errorOf, lengthOf, method, newTransaction } from './stun.ts'
import type { StunMessage } from './stun.ts'

/** One place on a relay, taken as a browser takes it. */
export interface Allocation {
  /** As the relay wrote it: family, port and address, masked. */
  readonly relayed: Buffer
  /** Lets this address speak to us. */
  permit(peer: Buffer): Promise<void>
  send(peer: Buffer, words: Buffer): void
  /** Resolves with the first words that come through the relay. */
  heard(): Promise<Buffer>
  close(): void
}

/** What a relay answered that was no yes. status: its own number, or null when it said nothing at all. */
export class RelayRefusal extends Error {
  readonly status: number | null
  constructor(status: number | null) {
    super(status === null ? 'no answer' : `refused with ${status}`)
    this.name = 'RelayRefusal'
    this.status = status
  }
}

interface Way {
  send(words: Buffer): void
  close(): void
}

const answerWithin = seconds(5)
const askAgain = seconds(1)
const udp = Buffer.from([17, 0, 0, 0])

/** url: turn:host, turn:host:port?transport=tcp, turns:host:port. Rejects with a RelayRefusal. */
export async function allocate(given: {
  readonly url: string
  readonly username: string
  readonly credential: string
  readonly clock: Clock
}): Promise<Allocation> {
  const { url, username, credential, clock } = given
  const waiting = new Map<string, (answer: StunMessage) => void>()
  let hear: (words: Buffer) => void = () => undefined
  const words = new Promise<Buffer>(resolve => {
    hear = resolve
  })
  const way = await open(url, clock, message => {
    const data = message.attributes.get(attribute.data)
    if (message.method === method.data && data) hear(data)
    else waiting.get(message.transaction.toString('hex'))?.(message)
  })

  const ask = (kind: number, attributes: ReadonlyMap<number, Buffer>, key?: Buffer): Promise<StunMessage> =>
    new Promise((resolve, reject) => {
      const transaction = newTransaction()
      const asked = encode({ method: kind, transaction, attributes }, key)
      const name = transaction.toString('hex')
      const end = (then: () => void) => {
        waiting.delete(name)
        again()
        over()
        then()
      }
      waiting.set(name, answer => end(() => resolve(answer)))
      let again: () => void = () => undefined
      const say = (): void => {
        way.send(asked)
        again = clock.after(askAgain, say)
      }
      const over = clock.after(answerWithin, () => end(() => reject(new RelayRefusal(null))))
      say()
    })

  try {
    const transport = [attribute.transport, udp] as const
    const first = await ask(method.allocate, new Map([transport]))
    const [realm, nonce] = [first.attributes.get(attribute.realm), first.attributes.get(attribute.nonce)]
    // A relay that lets in whoever comes without a name is none to send families through.
    if (errorOf(first) !== 401 || !realm || !nonce) throw new RelayRefusal(errorOf(first))
    const key = createHash('md5').update(`${username}:${realm.toString()}:${credential}`).digest()
    const proof = [
      [attribute.username, Buffer.from(username)],
      [attribute.realm, realm],
      [attribute.nonce, nonce],
    ] as const
    const got = await ask(method.allocate, new Map([transport, ...proof]), key)
    const relayed = got.attributes.get(attribute.relayed)
    if (got.method !== method.allocated || !relayed) throw new RelayRefusal(errorOf(got))
    return {
      relayed,
      permit: async peer => {
        const answer = await ask(method.permit, new Map([[attribute.peer, peer], ...proof]), key)
        if (answer.method !== method.permitted) throw new RelayRefusal(errorOf(answer))
      },
      send: (peer, data) => {
        const attributes = new Map([
          [attribute.peer, peer],
          [attribute.data, data],
        ])
        way.send(encode({ method: method.send, transaction: newTransaction(), attributes }))
      },
      heard: () => words,
      close: way.close,
    }
  } catch (error) {
    way.close()
    throw error
  }
}

/** The address is masked with the transaction in IPv6 only: an IPv4 one may be handed on as it stands. */
async function open(url: string, clock: Clock, take: (message: StunMessage) => void): Promise<Way> {
  const { host, port, by } = addressOf(url)
  if (by === 'udp') {
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4')
    socket.on('message', bytes => {
      const message = decode(bytes)
      if (message) take(message)
    })
    // Nobody listens there: told by the silence that follows.
    socket.on('error', () => undefined)
    return {
      send: words => socket.send(words, port, host, () => undefined),
      close: () => socket.close(),
    }
  }
  const socket = by === 'tls' ? connectTls({ host, port, servername: host }) : connectTcp({ host, port })
  let bytes = Buffer.alloc(0)
  socket.on('data', part => {
    bytes = Buffer.concat([bytes, part])
    for (let length = lengthOf(bytes); length !== null && bytes.length >= length; length = lengthOf(bytes)) {
      const message = decode(bytes.subarray(0, length))
      bytes = bytes.subarray(length)
      if (message) take(message)
    }
  })
  await new Promise<void>((resolve, reject) => {
    const late = clock.after(answerWithin, () => socket.destroy(new Error('late')))
    const failed = () => {
      late()
      socket.destroy()
      reject(new RelayRefusal(null))
    }
    socket.once('error', failed)
    socket.once(by === 'tls' ? 'secureConnect' : 'connect', () => {
      late()
      socket.off('error', failed)
      socket.on('error', () => undefined)
      resolve()
    })
  })
  return { send: words => void socket.write(words), close: () => socket.destroy() }
}

export function addressOf(url: string): { host: string; port: number; by: 'udp' | 'tcp' | 'tls' } {
  const [, scheme, host = '', port, transport] =
    /^(turns?):(\[[^\]]+\]|[^:?]+)(?::(\d+))?(?:\?transport=(udp|tcp))?$/.exec(url) ?? []
  const by = scheme === 'turns' ? 'tls' : transport === 'tcp' ? 'tcp' : 'udp'
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port ?? (by === 'tls' ? 5349 : 3478)), by }
}
