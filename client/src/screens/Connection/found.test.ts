import { expect, test } from 'vitest'
import type { Found } from './found.ts'
import { lineNames, neededOf, nothingFound, ofFallback, ofRoundTrip, ofWaysOut, verdictOf } from './found.ts'

const well = Object.fromEntries(lineNames.map(name => [name, 'works'])) as unknown as Found
const verdict = (found: Partial<Found>, relayOnly = false) => verdictOf({ ...well, ...found }, relayOnly)

test('before anything is tried, nothing is said', () => {
  expect(verdictOf(nothingFound, false)).toBe('unknown')
  expect(verdictOf({ ...nothingFound, hear: 'works' }, false)).toBe('unknown')
})

test('all well: also when what is not needed here is not there, and what was left out was left out', () => {
  expect(verdict({})).toBe('all')
  expect(verdict({ relayUdp: 'not-needed', relayTls: 'not-needed', stun: 'not-needed' })).toBe('all')
  expect(verdict({ publish: 'not-checked', hear: 'not-checked' })).toBe('all')
})

test('one open way to the relay is enough', () => {
  expect(verdict({ stun: 'fails', relayUdp: 'fails', relayTcp: 'fails' }, true)).toBe('all')
  expect(verdict({ stun: 'fails', relayUdp: 'fails', relayTcp: 'fails', relayTls: 'fails' })).toBe('some')
  expect(verdict({ stun: 'fails', relayUdp: 'fails', relayTcp: 'not-needed', relayTls: 'not-needed' })).toBe('some')
})

test('where sound goes over the relay only, or over a media server, its loss leaves writing', () => {
  const shut = { relayUdp: 'fails', relayTcp: 'fails', relayTls: 'fails' } as const
  expect(verdict(shut, true)).toBe('writing')
  expect(verdict({ ...shut, relayTls: 'not-needed' }, true)).toBe('writing')
  expect(verdict({ mediaServer: 'fails' })).toBe('writing')
})

test('a blocked WebSocket leaves the slow line; without both there is no room', () => {
  expect(verdict({ live: 'fails', sync: 'fails' })).toBe('some')
  expect(verdict({ live: 'fails', fallback: 'fails' })).toBe('none')
  expect(ofFallback(false, 'works')).toBe('not-needed')
  expect(ofFallback(false, 'fails')).toBe('fails')
})

test('what nobody hears, or hears late, is said', () => {
  for (const name of ['publish', 'hear', 'roundTrip'] as const) expect(verdict({ [name]: 'fails' })).toBe('some')
  expect([ofRoundTrip(null), ofRoundTrip(40), ofRoundTrip(900)]).toEqual(['fails', 'works', 'fails'])
})

test('a way out is one that is seen from outside or lent by the relay', () => {
  expect([ofWaysOut(['host']), ofWaysOut([]), ofWaysOut(['host', 'srflx']), ofWaysOut(['relay'])]).toEqual([
    'fails',
    'fails',
    'works',
    'works',
  ])
})

test('what this place does not use is not needed; of what is not told nothing is known', () => {
  const turn = [{ urls: ['turn:turn.example.org:3478', 'turns:turn.example.org:443?transport=tcp'] }]
  expect(neededOf({ iceServers: turn, relayOnly: false, mediaServer: null })).toEqual({
    stun: 'not-checked',
    relayUdp: 'not-checked',
    relayTcp: 'not-needed',
    relayTls: 'not-checked',
    mediaServer: 'not-needed',
  })
  expect(neededOf({ iceServers: [], relayOnly: false, mediaServer: 'https://media.example.org' })).toMatchObject({
    stun: 'not-needed',
    mediaServer: 'not-checked',
  })
  expect(neededOf(null)).toEqual({})
})
