import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withoutAddresses } from './addresses.ts'

const at = { sdpMid: '0', sdpMLineIndex: 0 }
const candidate = (words: string) => withoutAddresses({ session: 's', candidate: { candidate: words, ...at } })
const described = (...lines: string[]) =>
  withoutAddresses({ session: 's', description: { type: 'offer', sdp: lines.map(line => `${line}\r\n`).join('') } })
    ?.description?.sdp

const home = 'candidate:1 1 udp 2122260223 192.168.1.23 51234 typ host generation 0'
const masked = 'candidate:1 1 udp 2122260223 0a1b2c3d-aaaa-bbbb-cccc-0123456789ab.local 51234 typ host'
const mirrored = 'candidate:2 1 udp 1686052607 203.0.113.7 51234 typ srflx raddr 192.168.1.23 rport 51234'
const peerSeen = 'candidate:3 1 udp 1686052607 203.0.113.7 51234 typ prflx raddr 192.168.1.23 rport 51234'
const relayed = 'candidate:4 1 udp 41885439 198.51.100.1 49160 typ relay raddr 203.0.113.7 rport 51234 generation 0'

test.each([home, masked, mirrored, peerSeen, `${relayed} typ host`, 'candidate:5 1 udp 1 203.0.113.7 9'])(
  'a candidate that is not the relay’s goes nowhere: %s',
  words => expect(candidate(words)).toBeNull(),
)

test('a relayed candidate goes on, and says nothing of the address behind it', () => {
  const told = candidate(relayed)?.candidate?.candidate ?? ''
  expect(told).toContain('198.51.100.1 49160 typ relay')
  expect(told).toContain('raddr 0.0.0.0 rport 0')
  expect(told).not.toContain('203.0.113.7')
  expect(candidate('')).toMatchObject({ candidate: { candidate: '' } })
})

test('a description keeps its lines and loses its addresses', () => {
  const told = described(
    'v=0',
    'o=- 4611 2 IN IP4 192.168.1.23',
    's=-',
    'm=audio 51234 UDP/TLS/RTP/SAVPF 111',
    'c=IN IP4 203.0.113.7',
    'a=rtcp:51235 IN IP6 2001:db8::7',
    `a=${home}`,
    `a=${mirrored}`,
    `a=${relayed}`,
    'a=ice-ufrag:abcd',
    'a=fingerprint:sha-256 AB:CD',
  )
  for (const address of ['192.168.1.23', '203.0.113.7', '2001:db8::7']) expect(told).not.toContain(address)
  for (const line of [
    'm=audio 51234',
    'a=ice-ufrag:abcd',
    'a=fingerprint:sha-256 AB:CD',
    '198.51.100.1 49160 typ relay',
  ])
    expect(told).toContain(line)
  expect(told?.split('\r\n').length).toBe(10)
})

test('a greeting without content passes; a relay-only page is understood word for word but for what hides it', () => {
  expect(withoutAddresses({ session: 's' })).toEqual({ session: 's' })
  const clean = [
    'v=0',
    'o=- 1 2 IN IP4 0.0.0.0',
    'm=audio 9 UDP 0',
    'c=IN IP4 0.0.0.0',
    'a=candidate:4 1 udp 1 1.2.3.4 5 typ relay raddr 0.0.0.0 rport 0',
  ]
  expect(described(...clean)).toBe(clean.map(line => `${line}\r\n`).join(''))
})

test('whatever is written in whatever order, no candidate but the relay’s is left', () => {
  const line = fc.oneof(
    fc.constantFrom(home, masked, mirrored, peerSeen, relayed).map(words => `a=${words}`),
    fc.constantFrom(
      'c=IN IP4 203.0.113.7',
      'C=in ip4 203.0.113.7',
      'a=RTCP:9 IN IP4 203.0.113.7',
      'A=CANDIDATE:9 typ host',
    ),
    fc.string(),
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), fc.constantFrom('\n', '\r\n'), (lines, end) => {
      const told =
        withoutAddresses({ session: 's', description: { type: 'answer', sdp: lines.join(end) } })?.description?.sdp ??
        ''
      expect(told).not.toMatch(/typ (?:host|srflx|prflx)/i)
      expect(told).not.toContain('203.0.113.7')
      expect(told).not.toContain('192.168.1.23')
    }),
    { numRuns: 500 },
  )
})
