import { expect, test, vi } from 'vitest'
import { collectGarbage } from '../testing/garbage.ts'
import { openSyncHouse } from './house.testing.ts'
import { maria, newMeeting } from './people.testing.ts'

test('a line that stays open for an evening keeps nothing of the request it came by', async () => {
  const house = await openSyncHouse()
  try {
    const one = house.raw(maria, newMeeting())
    await vi.waitFor(() => expect(one.frames.length).toBeGreaterThan(0), { timeout: 5000 })
    expect(house.requests).toHaveLength(1)
    await vi.waitFor(
      () => {
        collectGarbage()
        expect(house.requests[0]?.deref()).toBeUndefined()
      },
      { timeout: 5000 },
    )
    expect(one.closed).toBeNull()
  } finally {
    await house.end()
  }
})
