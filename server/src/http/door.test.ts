import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestHouse } from '../testing/house.ts'
import { testHouse } from '../testing/house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
})
afterAll(() => house.close())

describe('the door of the house', () => {
  test('it says that it is well', async () => {
    expect(await house.browser().call('health')).toEqual({ ok: true, notes: 'well' })
  })
})
