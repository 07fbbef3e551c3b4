import { systemClock } from '@polyphony/shared/domain/time'
import { expect, test } from 'vitest'
import { kindOf, over, transportOf, tryLoop, tryWaysOut } from './probe.ts'

test.each([
  ['turn:turn.example.org:3478', 'udp'],
  ['turn:turn.example.org:3478?transport=udp', 'udp'],
  ['turn:turn.example.org:3478?transport=tcp', 'tcp'],
  ['turns:turn.example.org:5349', 'tls'],
  ['turns:turn.example.org:443?transport=tcp', 'tls'],
  ['turns:turn.example.org:5349?transport=udp', 'udp'],
])('%s is reached over %s', (url, transport) => {
  expect(transportOf(url)).toBe(transport)
})

test('each way is tried with its own addresses only, and with the same credentials', () => {
  const servers = [
    { urls: ['turn:a:3478', 'turn:a:3478?transport=tcp', 'turns:a:5349'], username: 'u', credential: 'c' },
    { urls: ['turn:b:3478'] },
  ]
  expect(over(servers, 'tcp')).toEqual([{ urls: ['turn:a:3478?transport=tcp'], username: 'u', credential: 'c' }])
  expect(over(servers, 'udp').flatMap(({ urls }) => urls)).toEqual(['turn:a:3478', 'turn:b:3478'])
  expect(over([{ urls: ['turn:b:3478'] }], 'tls')).toEqual([])
})

test('of a candidate only its kind is kept', () => {
  const line = 'candidate:1 1 udp 1677729535 203.0.113.7 61665 typ srflx raddr 10.0.0.4 rport 61665 generation 0'
  expect(kindOf(line)).toBe('srflx')
  expect(kindOf(line.replace('srflx', 'relay'))).toBe('relay')
  expect(kindOf('')).toBe(null)
})

test('a browser that cannot exchange sound is told as one, and nothing breaks', async () => {
  const { signal } = new AbortController()
  const found = await tryLoop({ servers: [], relayOnly: false, track: null, clock: systemClock, signal })
  expect(found).toEqual({ joined: false, kinds: [], bytesIn: 0 })
  expect(await tryWaysOut({ servers: [], clock: systemClock, signal })).toEqual([])
})
