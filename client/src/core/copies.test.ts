import type { DeviceId, MeetingId, SessionLabel } from '@polyphony/shared/domain/ids'
import { afterEach, expect, test, vi } from 'vitest'
import { openCopies, wipeCopies } from './copies.ts'

afterEach(() => void vi.unstubAllGlobals())

const [maria, tomas] = ['aaaaaaaaaaaa' as SessionLabel, 'bbbbbbbbbbbb' as SessionLabel]

/** The names of what lies on this device. */
function device(...names: string[]) {
  const there = new Set(names)
  vi.stubGlobal('indexedDB', {
    databases: async () => [...there].map(name => ({ name, version: 1 })),
    deleteDatabase: (name: string) => void there.delete(name),
  })
  return there
}
const open = (given: { who?: SessionLabel | null; holds?: (who: SessionLabel) => Promise<boolean> } = {}) =>
  openCopies({
    meeting: 'm' as MeetingId,
    who: given.who === undefined ? maria : given.who,
    device: 'd' as DeviceId,
    chance: { fill: bytes => bytes },
    key: () => Promise.reject(new Error('not asked for')),
    holds: given.holds ?? (async () => true),
  })

test('[14.3.3] signing out wipes what that sign-in kept, and nothing of another’s', async () => {
  const there = device(
    `polyphony-copy:${maria}:m`,
    `polyphony-copy:${maria}:n`,
    `polyphony-copy:${tomas}:m`,
    'elsewhere',
  )
  await wipeCopies(maria)
  expect([...there]).toEqual([`polyphony-copy:${tomas}:m`, 'elsewhere'])
})

test('[14.3.3] what sign-ins that hold no more have left is wiped by whoever comes next', async () => {
  const there = device(`polyphony-copy:${tomas}:m`, `polyphony-copy:cccccccccccc:m`, 'elsewhere')
  expect(await open({ holds: async who => who === tomas })?.left()).toBeNull()
  expect([...there]).toEqual([`polyphony-copy:${tomas}:m`, 'elsewhere'])
})

test('while nobody can say whether a sign-in holds, nothing is wiped', async () => {
  const there = device(`polyphony-copy:${tomas}:m`)
  await open({ holds: () => Promise.reject(new Error('no line')) })?.left()
  expect(there.size).toBe(1)
})

test('nothing is offered where nothing can be locked, or to nobody', () => {
  device()
  expect(open({ who: null })).toBeNull()
  expect(open()).not.toBeNull()
  vi.stubGlobal('crypto', {})
  expect(open()).toBeNull()
})
