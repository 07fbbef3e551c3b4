import { createHmac } from 'node:crypto'
import type { DeviceId, MeetingId } from '@polyphony/shared/domain/ids'
import { hours, minutes, seconds, systemClock } from '@polyphony/shared/domain/time'
import type { MediaLock } from '@polyphony/shared/wire/media'
import { TokenVerifier } from 'livekit-server-sdk'
import { expect, test } from 'vitest'
import { fakeClock } from '../testing/clock.ts'
import { createTickets } from './tickets.ts'

const device = '01890000-0000-7000-8000-000000000001' as DeviceId
const meeting = '01890000-0000-7000-8000-000000000002' as MeetingId
const lock: MediaLock = { is: 'locked', turn: 1, key: 'a key', use: true }
const turn = { urls: ['turn:turn.example.org:3478', 'turns:turn.example.org:5349'], secret: 'a secret' }

test('without a TURN server devices speak directly, and nobody is told to relay', async () => {
  const tickets = createTickets({ clock: fakeClock(), turn: null, relayOnly: false, livekit: null })
  expect(await tickets.ticketFor({ meeting, device, right: 'speaks', hidden: false, lock })).toEqual({
    by: 'mesh',
    iceServers: [],
    relayOnly: false,
  })
})

test('credentials end by themselves, as coturn reckons them, and name nobody', async () => {
  const clock = fakeClock()
  const ticket = await createTickets({ clock, turn, relayOnly: true, livekit: null }).ticketFor({
    meeting,
    device,
    right: 'speaks',
    hidden: false,
    lock,
  })
  if (ticket.by !== 'mesh') throw new Error('not a mesh')
  const [server] = ticket.iceServers
  const [expiry, name = ''] = server?.username?.split(':') ?? []
  expect(server?.urls).toEqual(turn.urls)
  expect(Number(expiry) * seconds(1)).toBe(clock.now() + hours(1))
  expect(server?.credential).toBe(createHmac('sha1', turn.secret).update(`${expiry}:${name}`).digest('base64'))
  expect(device).not.toContain(name)
  expect(ticket.relayOnly).toBe(true)
})

const livekit = {
  url: 'wss://livekit.example.org',
  api: 'https://livekit.example.org',
  key: 'key',
  secret: 'k'.repeat(32),
}

test('LiveKit: a token lets one device into one room for ten minutes at most, and can do nothing else', async () => {
  const tickets = createTickets({ clock: systemClock, turn: null, relayOnly: false, livekit })
  const ticket = await tickets.ticketFor({ meeting, device, right: 'speaks', hidden: false, lock })
  if (ticket.by !== 'livekit') throw new Error('not a token')
  expect({ url: ticket.url, iceServers: ticket.iceServers }).toEqual({ url: livekit.url, iceServers: [] })
  expect(ticket.lock).toEqual(lock)
  expect(Buffer.from(ticket.token.split('.')[1] ?? '', 'base64url').toString()).not.toContain('a key')
  const {
    video,
    sub,
    name,
    metadata,
    exp = 0,
    nbf = 0,
    ...rest
  } = await new TokenVerifier('key', livekit.secret).verify(ticket.token)
  expect(video).toEqual({
    room: meeting,
    roomJoin: true,
    canPublish: true,
    canPublishSources: ['microphone', 'camera', 'screen_share'],
    canSubscribe: true,
    canPublishData: false,
    canUpdateOwnMetadata: false,
  })
  expect(sub).toBe(device)
  expect({ name, metadata, sip: rest.sip, agent: rest.inference }).toEqual({})
  expect((exp - nbf) * seconds(1)).toBeGreaterThan(0)
  expect((exp - nbf) * seconds(1)).toBeLessThanOrEqual(minutes(10))
})

test('R3: who comes in while others think aloud gets a token without a microphone', async () => {
  const tickets = createTickets({ clock: systemClock, turn: null, relayOnly: false, livekit })
  const ticket = await tickets.ticketFor({ meeting, device, right: 'listens', hidden: false, lock })
  if (ticket.by !== 'livekit') throw new Error('not a token')
  const { video } = await new TokenVerifier('key', livekit.secret).verify(ticket.token)
  expect(video?.canPublishSources).toEqual(['camera', 'screen_share'])
})

test('LiveKit: a token signed by somebody else is none', async () => {
  const ticket = await createTickets({ clock: systemClock, turn: null, relayOnly: false, livekit }).ticketFor({
    meeting,
    device,
    right: 'speaks',
    hidden: false,
    lock,
  })
  if (ticket.by !== 'livekit') throw new Error('not a token')
  await expect(new TokenVerifier('key', 'x'.repeat(32)).verify(ticket.token)).rejects.toThrow()
})

test('LiveKit: who must not be seen by their address is relayed there too', async () => {
  const ticket = await createTickets({ clock: systemClock, turn, relayOnly: true, livekit }).ticketFor({
    meeting,
    device,
    right: 'speaks',
    hidden: false,
    lock,
  })
  expect(ticket).toMatchObject({ by: 'livekit', relayOnly: true, iceServers: [{ urls: turn.urls }] })
})

test('who hides is met through the relay only, and nobody else for their sake', async () => {
  const tickets = createTickets({ clock: fakeClock(), turn, relayOnly: false, livekit: null })
  const asked = { meeting, device, right: 'speaks', lock } as const
  expect(await tickets.ticketFor({ ...asked, hidden: true })).toMatchObject({ relayOnly: true })
  expect(await tickets.ticketFor({ ...asked, hidden: false })).toMatchObject({ relayOnly: false })
})

test('who hides where the relay has gone is found by nobody: no address at all is better than their own', async () => {
  const tickets = createTickets({ clock: fakeClock(), turn: null, relayOnly: false, livekit: null })
  const ticket = await tickets.ticketFor({ meeting, device, right: 'speaks', hidden: true, lock })
  expect(ticket).toEqual({ by: 'mesh', iceServers: [], relayOnly: true })
})
