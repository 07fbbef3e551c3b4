import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'

/** What people of the team do on their pages before and after a meeting. By words and roles, as a person would. */
export const password = 'four calm words here'

export async function setUpPlace(page: Page, given: { link: string; name: string; email: string }): Promise<void> {
  await page.goto(given.link)
  await page.getByLabel('Your first name').fill(given.name)
  await page.getByLabel('Your e-mail').fill(given.email)
  await page.getByLabel('Your password').fill(password)
  await page.getByRole('button', { name: 'Set it up' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'The team' })).toBeVisible()
}

/** Answers the link that the administrator hands on. */
export async function askIntoTeam(
  page: Page,
  given: { name: string; email: string; profession: string },
): Promise<string> {
  await page.getByLabel('Their first name').fill(given.name)
  await page.getByLabel('Their e-mail').fill(given.email)
  await page.getByLabel('What they do').fill(given.profession)
  await page.getByRole('button', { name: 'Make the link' }).click()
  const link = page.getByTestId('link')
  await expect(link).toBeVisible()
  return (await link.textContent()) ?? ''
}

export async function comeIntoTeam(page: Page, link: string): Promise<void> {
  await page.goto(link)
  await page.getByLabel('Your password').fill(password)
  await page.getByRole('button', { name: 'Come in' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Your networks' })).toBeVisible()
}

export async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Your e-mail').fill(email)
  await page.getByLabel('Your password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Your networks' })).toBeVisible()
}

export async function makeNetwork(
  page: Page,
  given: { centre: string; people: readonly { name: string; relation: string }[] },
): Promise<void> {
  await page.getByRole('link', { name: 'Make a new network' }).click()
  await page.getByLabel('Their first name').fill(given.centre)
  for (const [at, { name, relation }] of given.people.entries()) {
    if (at > 0) await page.getByRole('button', { name: 'Add a person' }).click()
    await page.getByLabel('First name', { exact: true }).nth(at).fill(name)
    await page.getByLabel('Who they are').nth(at).fill(relation)
  }
  await page.getByRole('button', { name: 'Make the network' }).click()
  await expect(page.getByRole('heading', { level: 1, name: `The network around ${given.centre}` })).toBeVisible()
}

/** A meeting that is there at once. Ends on the page where links are made. */
export async function arrangeNow(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Arrange a meeting' }).click()
  await page.getByRole('radio', { name: 'Now' }).check()
  await page.getByRole('button', { name: 'Arrange it' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Get ready to meet' })).toBeVisible()
}

/** The personal link of one person, as it is shown once. */
export async function makeLinkFor(page: Page, name: string): Promise<string> {
  await page.getByRole('button', { name: new RegExp(`^Make a link\\s*: ${name}$`) }).click()
  const link = page.getByRole('listitem').filter({ hasText: name }).getByTestId('link')
  await expect(link).toBeVisible()
  return (await link.textContent()) ?? ''
}
