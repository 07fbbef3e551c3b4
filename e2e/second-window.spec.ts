import { arrangeMeeting, setUpClinic } from './support/arranged.ts'
import { circle, joinBy, lookAt, notebook, part, seatOf, seesAndHears } from './support/circle.ts'
import { flow } from './support/media.ts'
import { expect, test } from './support/story.ts'

test('the same link in a second window: one seat, one picture, and both can write', async ({ house, somebody }) => {
  const staff = await setUpClinic(house)
  const { link } = await arrangeMeeting(staff)
  const marias = await link('Maria')
  const tomas = (await somebody('Tomas')).page
  const { page: first, context } = await somebody('Maria')
  await joinBy(first, marias)
  await joinBy(tomas, await link('Tomas'))
  await Promise.all([seesAndHears(first, 1), seesAndHears(tomas, 1)])

  const second = await context.newPage()
  await joinBy(second, marias)
  await expect(second.getByText('You are here in one more window.').first()).toBeVisible()
  await expect(notebook(second)).toBeVisible()
  await expect(seatOf(tomas, 'Maria')).toHaveCount(1)
  expect((await circle(tomas)).toSorted()).toEqual(['Maria', 'Tomas'])

  await part(second, 'Voices').getByLabel('Add in your own words').fill('I write from the laptop.')
  await part(second, 'Voices').getByRole('button', { name: 'Add', exact: true }).click()
  await lookAt(tomas, 'Voices', 'I write from the laptop.')
  await lookAt(first, 'Voices', 'I write from the laptop.')
  // The second window makes no second voice of hers.
  const { bytesSent, bytesReceived } = await flow(second)
  expect({ bytesSent, bytesReceived }).toEqual({ bytesSent: 0, bytesReceived: 0 })
  await second.close()
  await seesAndHears(tomas, 1)
})

test('several people side by side in one browser: each tab keeps its own', async ({ house, somebody }) => {
  const staff = await setUpClinic(house)
  const { link } = await arrangeMeeting(staff)
  const { page: maria, context } = await somebody('one computer')
  const tomas = await context.newPage()
  await joinBy(maria, await link('Maria'), 'With notes only')
  await joinBy(tomas, await link('Tomas'), 'With notes only')
  for (const page of [maria, tomas]) await page.reload()
  // Loaded again in the middle of a meeting: back in their own seats, without the door.
  await expect(maria.getByText('Maria (you)', { exact: true })).toBeVisible()
  await expect(tomas.getByText('Tomas (you)', { exact: true })).toBeVisible()
})
