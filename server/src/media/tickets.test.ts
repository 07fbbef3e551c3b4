import { createHmac } from 'node:crypto'
import type { DeviceId } from '@polyphony/shared/domain/ids'
import { hours, seconds } from '@polyphony/shared/domain/time'
import { expect, test } from 'vitest'
import { fakeClock } from '../testing/clock.ts'
import { createTickets } from './tickets.ts'

const device = '01890000-0000-7000-8000-000000000001' as DeviceId
const turn = { urls: ['turn:turn.example.org:3478', 'turns:turn.example.org:5349'], secret: 'a secret' }

test('without a TURN server devices speak directly, and nobody is told to relay', () => {
  const tickets = createTickets({ clock: fakeClock(), turn: null, relayOnly: false })
  expect(tickets.ticketFor(device)).toEqual({ by: 'mesh', iceServers: [], relayOnly: false })
})

test('credentials end by themselves, as coturn reckons them, and name nobody', () => {
  const clock = fakeClock()
  const ticket = createTickets({ clock, turn, relayOnly: true }).ticketFor(device)
  if (ticket.by !== 'mesh') throw new Error('not a mesh')
  const [server] = ticket.iceServers
  const [expiry, name = ''] = server?.username?.split(':') ?? []
  expect(server?.urls).toEqual(turn.urls)
  expect(Number(expiry) * seconds(1)).toBe(clock.now() + hours(6))
  expect(server?.credential).toBe(createHmac('sha1', turn.secret).update(`${expiry}:${name}`).digest('base64'))
  expect(device).not.toContain(name)
  expect(ticket.relayOnly).toBe(true)
})
