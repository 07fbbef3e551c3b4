import { afterAll, beforeAll, expect, test } from 'vitest'
import { hours } from '@polyphony/shared/domain/time'
import { fakeClock } from '../testing/clock.ts'
import type { TestHouse } from '../testing/house.ts'
import { testHouse } from '../testing/house.ts'

const clock = fakeClock()
let house: TestHouse
beforeAll(async () => {
  house = await testHouse({ clock })
})
afterAll(() => house.close())

test('F31: whoever looks after the place is told when the numbers for help are to be rung again, and says that they were', async () => {
  const ada = await house.signInAsStaff({ name: 'Ada', administrator: true })
  expect(await ada.browser.call('helpNumbers')).toEqual({ checkedAt: null, due: true })
  const checkedAt = clock.now()
  expect(await ada.browser.call('helpNumbersChecked')).toEqual({ checkedAt, due: false })
  clock.pass(hours(20))
  expect(await ada.browser.call('helpNumbers')).toEqual({ checkedAt, due: false })
  const again = clock.now()
  expect(await ada.browser.call('helpNumbersChecked')).toEqual({ checkedAt: again, due: false })
})
