import type { Chance, DeviceId } from '@polyphony/shared/domain/ids'
import { seconds } from '@polyphony/shared/domain/time'
import type { Signal, SignalFrom } from '@polyphony/shared/wire/media'
import { expect, test } from 'vitest'
import { fakeClock } from './clock.testing.ts'
import { createPairs, type Pairs } from './pairs.ts'
import type { Peer, PeerGiven } from './peer.ts'

/** How two devices find each other over a wire that is late, silent or early. The wire keeps its order, as /live does. */
const ids = { a: 'device a' as DeviceId, b: 'device b' as DeviceId }
type Side = keyof typeof ids
const other = { a: 'b', b: 'a' } as const

interface FakePeer {
  readonly took: string[]
  connected: boolean
  closed: boolean
}

function scene({ delay = () => 50, lost = () => false }: { delay?: () => number; lost?: () => boolean } = {}) {
  const clock = fakeClock()
  let count = 0
  const chance: Chance = {
    fill: bytes => {
      count += 1
      bytes[0] = count % 256
      bytes[1] = count >> 8
      return bytes
    },
  }
  const gone = { a: new AbortController(), b: new AbortController() }
  const peers: Record<Side, FakePeer[]> = { a: [], b: [] }
  const most = { a: 0, b: 0 }
  const last = { a: 0, b: 0 }
  const sent: { from: Side; signal: Signal }[] = []
  const devices = {} as Record<Side, Pairs>

  const carry = (from: Side, signal: Signal): void => {
    sent.push({ from, signal })
    if (lost()) return
    const { to: _to, ...rest } = signal
    last[from] = Math.max(last[from], clock.now() + delay())
    clock.after(last[from] - clock.now(), () => devices[other[from]].take({ ...rest, from: ids[from] }))
  }
  const peerOf = (side: Side, { starts, send }: PeerGiven): Peer => {
    const peer: FakePeer = { took: [], connected: false, closed: false }
    peers[side].push(peer)
    if (starts) clock.after(1, () => peer.closed || send({ description: { type: 'offer', sdp: 'lines' } }))
    return {
      connection: { connectionState: 'new' },
      take: ({ description, candidate }: SignalFrom) => {
        peer.took.push(description?.type ?? (candidate ? 'candidate' : 'greeting'))
        if (description?.type === 'offer') {
          peer.connected = true
          send({ description: { type: 'answer', sdp: 'lines' } })
        }
        if (description?.type === 'answer') peer.connected = true
      },
      close: () => {
        peer.closed = true
      },
    } as unknown as Peer
  }
  for (const side of ['a', 'b'] as const) {
    devices[side] = createPairs({
      own: ids[side],
      clock,
      chance,
      signal: gone[side].signal,
      send: signal => carry(side, signal),
      onBuilt: () => undefined,
      onChange: () => {
        most[side] = Math.max(most[side], peers[side].filter(({ closed }) => !closed).length)
      },
      createPeer: given => peerOf(side, given),
    })
  }
  const open = (side: Side) => peers[side].filter(({ closed }) => !closed)
  const session = (side: Side) => devices[side].get(ids[other[side]])?.session
  return {
    clock,
    peers,
    sent,
    most,
    devices,
    open,
    session,
    gone,
    comes: (side: Side) => devices[side].want([ids[other[side]]], {}),
    /** Both have one connection, it is the same one, and it stands. */
    stands: () =>
      session('a') !== undefined &&
      session('a') === session('b') &&
      open('a').length === 1 &&
      open('b').length === 1 &&
      [...open('a'), ...open('b')].every(({ connected }) => connected),
  }
}

test('the one with the smaller id offers, whoever comes first; the other never collides with it', () => {
  for (const first of ['a', 'b'] as const) {
    const { clock, comes, stands, peers, sent } = scene()
    comes(first)
    clock.pass(seconds(3))
    comes(other[first])
    clock.pass(seconds(3))
    expect(stands()).toBe(true)
    expect(sent.filter(({ signal }) => signal.description?.type === 'offer').map(({ from }) => from)).not.toContain('b')
    expect(peers.b.length).toBe(1)
  }
})

test('an offer that comes before this device knows of its sender is kept for it', () => {
  const { clock, comes, stands, sent } = scene()
  comes('a')
  clock.pass(200)
  comes('b')
  clock.pass(200)
  expect(stands()).toBe(true)
  // It was there already: nobody had to ask.
  expect(sent.filter(({ from }) => from === 'b').map(({ signal }) => signal.description?.type)).toEqual(['answer'])
})

test('a question and an offer that cross build nothing twice', () => {
  const { clock, comes, stands, peers } = scene()
  comes('a')
  comes('b')
  clock.pass(seconds(10))
  expect(stands()).toBe(true)
  expect([peers.a.length, peers.b.length]).toEqual([1, 1])
})

test('what came too early and too long ago is no way in any more; asking is', () => {
  const { clock, comes, stands, peers } = scene()
  comes('a')
  clock.pass(seconds(30))
  const before = peers.a.length
  comes('b')
  clock.pass(seconds(5))
  expect(stands()).toBe(true)
  expect(peers.a.length).toBe(before + 1)
})

test('a candidate that overtakes its offer is kept for it; one of a connection that was replaced goes nowhere', () => {
  const { clock, comes, devices, peers, session } = scene()
  comes('b')
  const candidate = { candidate: 'candidate:1 typ relay', sdpMid: '0', sdpMLineIndex: 0 }
  devices.b.take({ from: ids.a, session: 'one', candidate })
  devices.b.take({ from: ids.a, session: 'one', description: { type: 'offer', sdp: 'lines' } })
  expect(peers.b[0]?.took).toEqual(['offer', 'candidate'])
  devices.b.take({ from: ids.a, session: 'two', description: { type: 'offer', sdp: 'lines' } })
  devices.b.take({ from: ids.a, session: 'one', candidate })
  devices.b.take({ from: ids.a, session: 'one', description: { type: 'offer', sdp: 'lines' } })
  clock.pass(100)
  expect(session('b')).toBe('two')
  expect(peers.b.map(({ took }) => took)).toEqual([['offer', 'candidate'], ['offer']])
  expect(peers.b.map(({ closed }) => closed)).toEqual([true, false])
})

test('whoever comes back in another tab replaces what was there: one connection, never two', () => {
  const { clock, comes, stands, devices, most, peers } = scene()
  comes('a')
  comes('b')
  clock.pass(seconds(2))
  for (const side of ['a', 'b'] as const) {
    // Its page was killed: it knows nothing any more, and says that it is there.
    devices[side].want(null, {})
    clock.pass(seconds(1))
    comes(side)
    clock.pass(seconds(6))
    devices.a.rebuild(ids.b)
    clock.pass(seconds(6))
    expect(stands()).toBe(true)
  }
  expect(most).toEqual({ a: 1, b: 1 })
  expect(peers.a.filter(({ closed }) => !closed).length).toBe(1)
})

test('who has gone is let go of, and nobody asks for them any more', () => {
  const { clock, comes, devices, open, sent, gone } = scene()
  comes('a')
  comes('b')
  clock.pass(seconds(2))
  devices.a.want([], {})
  expect(open('a')).toEqual([])
  gone.b.abort()
  expect(open('b')).toEqual([])
  const before = sent.length
  clock.pass(seconds(60))
  expect(sent.length).toBe(before)
})

/** The same numbers for the same seed (mulberry32, public domain). */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

test('whenever they come, however late and lossy the wire, they stand in the end with one connection each', () => {
  let built = 0
  for (let seed = 1; seed <= 500; seed++) {
    const number = numbersFrom(seed)
    const [slowest, badUntil, share] = [1 + number(600), number(20), number(100)]
    let signals = 0
    const { clock, comes, stands, devices, most, peers } = scene({
      delay: () => number(slowest),
      lost: () => signals++ < badUntil && number(100) < share,
    })
    clock.after(number(4000), () => comes('a'))
    clock.after(number(4000), () => comes('b'))
    for (let rebuild = number(5); rebuild > 0; rebuild--) {
      const side = number(2) === 0 ? 'a' : 'b'
      clock.after(number(8000), () => devices[side].rebuild(ids[other[side]]))
    }
    // What the watchdog does with a pair that does not get there.
    for (let at = seconds(15); at <= seconds(120); at += seconds(15)) {
      clock.after(at, () => void (stands() || devices.b.rebuild(ids.a)))
      clock.after(at + seconds(7), () => void (stands() || devices.a.rebuild(ids.b)))
    }
    clock.pass(seconds(150))
    built += peers.a.length
    expect({ seed, stands: stands(), most }).toEqual({ seed, stands: true, most: { a: 1, b: 1 } })
  }
  expect(built).toBeGreaterThan(500)
})
