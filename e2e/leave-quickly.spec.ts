import { expect, test } from './support/story.ts'

test('leaving quickly shows a plain page, and Back does not bring ours back', async ({ browser, house }) => {
  const context = await browser.newContext({ baseURL: house.url })
  const page = await context.newPage()
  await page.goto('/')
  await page.getByRole('link', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()

  await page.getByRole('button', { name: 'Leave quickly' }).click()
  await expect(page).toHaveURL(/\/plain\.html$/)
  await expect(page).toHaveTitle('A simple loaf')
  await expect(page.getByText('Polyphony')).toHaveCount(0)

  await page.goBack()
  await expect(page).toHaveURL(/\/plain\.html$/)
  await expect(page.getByText('Polyphony')).toHaveCount(0)

  // On purpose: by the address or a link.
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1, name: 'A room where everyone speaks' })).toBeVisible()
  await context.close()
})

test('Shift pressed three times leaves, from inside a field too', async ({ browser, house }) => {
  const context = await browser.newContext({ baseURL: house.url })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.getByLabel('Your e-mail').fill('sam@clinic.example')
  await page.keyboard.type('SAM')
  await expect(page.getByLabel('Your e-mail')).toHaveValue('sam@clinic.exampleSAM')
  for (let press = 0; press < 3; press++) await page.keyboard.press('Shift')
  await expect(page).toHaveURL(/\/plain\.html$/)
  expect(await page.evaluate(() => sessionStorage.getItem('polyphony-who'))).toBeNull()
  await context.close()
})
