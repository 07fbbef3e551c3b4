import { expect, test } from './support/story.ts'

test('help is there without JavaScript, without signing in, and with a number to ring', async ({ browser, house }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: house.url })
  const page = await context.newPage()
  const asked: string[] = []
  page.on('request', request => asked.push(new URL(request.url()).pathname))
  const reply = await page.goto('/help.html')
  expect(reply?.status()).toBe(200)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  const numbers = page.locator('a[href^="tel:"]')
  expect(await numbers.count()).toBeGreaterThan(0)
  await expect(numbers.first()).toBeVisible()
  expect(asked.filter(path => path.endsWith('.js'))).toEqual([])
  expect(await context.cookies()).toEqual([])
  await context.close()
})

test('any other page says without JavaScript where help is', async ({ browser, house }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: house.url })
  const page = await context.newPage()
  await page.goto('/join')
  // Without scripts a browser shows what stands in <noscript>.
  const link = page.getByRole('link', { name: 'help now' })
  await link.click()
  await expect(page).toHaveURL(/\/help\.html$/)
  await context.close()
})
