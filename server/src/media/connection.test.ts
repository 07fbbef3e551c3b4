import type { PersonId } from '@polyphony/shared/domain/ids'
import { hours, seconds } from '@polyphony/shared/domain/time'
import { expect, test } from 'vitest'
import { fakeClock } from '../testing/clock.ts'
import { createConnectionWays } from './connection.ts'

const maria = '01890000-0000-7000-8000-000000000001' as PersonId
const turn = { urls: ['turn:turn.example.org:3478', 'turns:turn.example.org:5349'], secret: 'a secret' }
const livekit = {
  url: 'wss://livekit.example.org',
  api: 'https://livekit.example.org',
  key: 'the key',
  secret: 'the secret of the media server',
}

test('without a relay and a media server there is nothing to try but the house itself', () => {
  const ways = createConnectionWays({ clock: fakeClock(), turn: null, relayOnly: true, livekit: null })
  expect(ways(maria)).toEqual({ iceServers: [], relayOnly: false, mediaServer: null })
})

test('the relay is the one of a room, with credentials that end by themselves and name nobody', () => {
  const clock = fakeClock()
  const { iceServers, relayOnly } = createConnectionWays({ clock, turn, relayOnly: true, livekit: null })(maria)
  const [server] = iceServers
  const [expiry, name = ''] = server?.username?.split(':') ?? []
  expect(server?.urls).toEqual(turn.urls)
  expect(relayOnly).toBe(true)
  expect(Number(expiry) * seconds(1)).toBeLessThanOrEqual(clock.now() + hours(1))
  expect(maria).not.toContain(name)
})

test('of the media server only the address is told: no key, no secret, no token', () => {
  const ways = createConnectionWays({ clock: fakeClock(), turn: null, relayOnly: false, livekit })(maria)
  expect(ways).toEqual({ iceServers: [], relayOnly: false, mediaServer: livekit.api })
})
