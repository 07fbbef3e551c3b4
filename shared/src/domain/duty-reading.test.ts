import { expect, test } from 'vitest'
import { namedIn } from './duty-reading.ts'

const id = '0191e4a0-7c3b-7d11-8a22-3b4c5d6e7f80'
const other = '0191e4a0-7c3b-7d11-8a22-3b4c5d6e7f81'

test.each([
  id,
  ` ${id.toUpperCase()}\n`,
  `https://room.example.org/meetings/${id}`,
  `https://room.example.org/meetings/${id}/record?who=0123456789ab#page`,
  `room.example.org/networks/${id}`,
  `/networks/${id}/`,
])('%s names one thing', address => expect(namedIn(address)).toBe(id))

test.each([
  '',
  'Maria',
  'the network around Maria',
  `https://room.example.org/join#${'x'.repeat(43)}`,
  `https://room.example.org/staff/${id}`,
  `https://room.example.org/meetings/${id}x`,
  `/networks/${id}/meetings/${other}`,
  `${id} ${other}`,
  '%',
])('%s names nothing', address => expect(namedIn(address)).toBeNull())
