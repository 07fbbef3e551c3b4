import { arrangeMeeting, setUpClinic } from './support/arranged.ts'
import { expect, test } from './support/story.ts'
import type { Page } from '@playwright/test'

const open = async (page: Page, link: string) => {
  await page.goto(link)
  await page.getByRole('button', { name: 'Open my invitation' }).click()
}
/** It says what happened and whom to ring, and leads to help. */
const kindly = async (page: Page, sentence: string) => {
  await expect(page.getByRole('heading', { level: 1, name: 'This link does not open' })).toBeVisible()
  await expect(page.getByRole('main').getByText(sentence)).toBeVisible()
  await expect(page.getByRole('link', { name: 'Ring +353 1 555 0100' })).toHaveAttribute('href', 'tel:+35315550100')
  await expect(page.getByRole('main').getByRole('link', { name: 'Help now' })).toBeVisible()
}

test('a link that is wrong, cut, taken back or old says so kindly, and says whom to ring', async ({
  house,
  somebody,
}) => {
  const staff = await setUpClinic(house)
  const { link, meeting, person } = await arrangeMeeting(staff)
  const { page } = await somebody('Maria', { phone: true })

  await test.step('unknown', async () => {
    await open(page, `/join#${'x'.repeat(43)}`)
    await kindly(page, 'We do not know this link.')
  })
  await test.step('cut short by a mail programme', async () => {
    await page.goto('about:blank')
    await page.goto('/join#abc')
    await kindly(page, 'A piece of the link is missing.')
  })
  await test.step('not a token at all', async () => {
    await page.goto('about:blank')
    await page.goto(`/join#${'<script>alert(1)</script>'.repeat(200)}`)
    await kindly(page, 'A piece of the link is missing.')
  })
  await test.step('taken back', async () => {
    const old = await link('Maria')
    const { links } = await staff.call('meeting', { meeting })
    const made = links?.[person('Maria')]
    await staff.call('revokeLink', { link: made?.link ?? '' })
    await page.goto('about:blank')
    await open(page, old)
    await kindly(page, 'This link was taken back.')
  })
  await test.step('made anew: the old one is taken back, the new one opens', async () => {
    const first = await link('Tomas')
    const second = await link('Tomas')
    await page.goto('about:blank')
    await open(page, first)
    await kindly(page, 'This link was taken back.')
    await page.goto('about:blank')
    await open(page, second)
    await expect(page.getByRole('heading', { level: 1, name: 'Hello Tomas' })).toBeVisible()
  })
  await test.step('too old', async () => {
    const tired = await link('Maria')
    await house.amend('UPDATE link SET expires_at = 1600000000000')
    await page.goto('about:blank')
    await open(page, tired)
    await kindly(page, 'This link is too old to open.')
  })
})

test('a link that is only looked at stays unused; it opens again and again, on every device', async ({
  house,
  somebody,
}) => {
  const staff = await setUpClinic(house)
  const { link, meeting, person } = await arrangeMeeting(staff)
  const maria = await link('Maria')
  const opened = async () => (await staff.call('meeting', { meeting })).links?.[person('Maria')]?.openedAt

  const phone = await somebody('Maria', { phone: true })
  await phone.page.goto(maria)
  await expect(phone.page.getByRole('button', { name: 'Open my invitation' })).toBeVisible()
  expect(await opened()).toBeNull()
  expect(await phone.context.cookies()).toEqual([])

  await phone.page.getByRole('button', { name: 'Open my invitation' }).click()
  await expect(phone.page.getByRole('heading', { level: 1, name: 'Hello Maria' })).toBeVisible()
  expect(phone.page.url()).not.toContain('#')
  expect(await opened()).not.toBeNull()

  const laptop = await somebody('Maria')
  await open(laptop.page, maria)
  await expect(laptop.page.getByRole('heading', { level: 1, name: 'Hello Maria' })).toBeVisible()
})

test('any name that people have is welcome, and none that breaks the page', async ({ house, somebody }) => {
  const staff = await setUpClinic(house)
  const { link } = await arrangeMeeting(staff)
  const { page } = await somebody('Maria', { phone: true })
  await open(page, await link('Maria'))
  const change = async (name: string) => {
    await page.getByRole('button', { name: 'Change it' }).click()
    const box = page.getByLabel('Your first name, or what you like to be called')
    await box.fill(name)
    await page.getByRole('button', { name: 'Call me this' }).click()
    await expect(box).toBeHidden()
  }
  await test.step('nothing: the name stays', async () => {
    await change('   ')
    await expect(page.getByText('We call you Maria.')).toBeVisible()
  })
  await test.step('from right to left', async () => {
    await change('مريم')
    await expect(page.getByText('We call you مريم.')).toBeVisible()
    await page.reload()
    await expect(page.getByRole('heading', { level: 1, name: 'مريم' })).toBeVisible()
  })
  await test.step('5,000 letters: as much as a name can be, and the page keeps its width', async () => {
    await change('Wolfeschlegelsteinhausenbergerdorff'.repeat(143))
    const width = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(width).toBeLessThanOrEqual(0)
  })
})

test('the set-up link works once', async ({ house, somebody }) => {
  await setUpClinic(house)
  const { page } = await somebody('a stranger')
  await page.goto(house.setUpLink)
  await page.getByLabel('Your first name').fill('Mallory')
  await page.getByLabel('Your e-mail').fill('mallory@clinic.example')
  await page.getByLabel('Your password').fill('another four calm words')
  await page.getByRole('button', { name: 'Set it up' }).click()
  await expect(page.getByText('This link was used before.').first()).toBeVisible()
  expect(await page.context().cookies()).toEqual([])
})
