import type { Page } from '@playwright/test'
import { add, lookAt, part, saved } from './support/circle.ts'
import { gather, nowIs } from './support/gathered.ts'
import { expect, test } from './support/story.ts'

test('C1–C5: they read it back one by one, agree when to meet, and all keep the same record', async ({
  house,
  somebody,
}) => {
  const { sam, aino, maria, home, ivo, everyone, link } = await gather({ house, somebody, way: 'With notes only' })
  const title = (page: Page) => page.locator('#closing-title')

  await test.step('words, a thought, a decision, a question and a step are there', async () => {
    await add(maria, 'Voices', 'I want to sleep in my own bed.')
    const voices = part(sam, 'Voices')
    await voices.getByLabel('Add in your own words').fill('I am tired of being the strong one.')
    await voices.getByLabel('Whose words are these?').selectOption({ label: 'Elena said it' })
    await voices.getByRole('button', { name: 'Add', exact: true }).click()
    await add(aino, 'Thinking aloud', 'I wonder who looks after the strong one.')
    await add(maria, 'Decisions', 'Elena sleeps at home tonight.')
    await add(ivo, 'What stays open', 'What happened in the spring?')
    await add(maria, 'Next steps', 'Ring the school.')
    for (const page of everyone) {
      await lookAt(page, 'Next steps', 'Ring the school.')
      await saved(page)
    }
  })
  await test.step('C1: one quiet screen at a time, the same for all; what is not right is put right together', async () => {
    await home.getByRole('button', { name: 'Begin the closing' }).click()
    const screens = [
      'We read the voices',
      'We read what was thought aloud',
      'We read the decisions',
      'We read what stays open',
      'We read the next steps',
    ]
    for (const [at, screen] of screens.entries()) {
      for (const page of everyone) await expect(title(page)).toHaveText(screen)
      await expect(title(maria)).toBeInViewport()
      if (at === 0) {
        await expect(part(maria, 'Voices')).toContainText('Heard, written by Sam. Not yet checked.')
        await expect(part(maria, 'Decisions')).toBeHidden()
        await nowIs(home, 'Elena')
        await home.getByRole('button', { name: 'Yes, that’s what I said' }).click()
        await expect(part(maria, 'Voices')).toContainText('Elena said: yes, that is what I said.')
      }
      // Anyone may say that it was read: each time it is somebody else.
      await everyone[at]?.getByRole('button', { name: 'We have read this' }).click()
    }
  })
  await test.step('C2: when, where and who next is agreed there', async () => {
    for (const page of everyone) await expect(title(page)).toHaveText('When do you meet next?')
    await expect(sam.getByRole('button', { name: 'End together' })).toHaveCount(0)
    await home.getByLabel('Day', { exact: true }).fill('2099-03-14')
    await home.getByLabel('Time', { exact: true }).fill('18:30')
    await home.getByText('At home', { exact: true }).click()
    await home.getByLabel('Where exactly?').fill('In the kitchen of Elena')
    await home.getByRole('button', { name: 'We meet then' }).click()
    for (const page of everyone) await expect(page.getByText('You meet next: Saturday 14 March, 18:30.')).toBeVisible()
  })
  await test.step('whether Rosa may read it is asked of the family, and is no until they say yes', async () => {
    const may = maria.getByRole('group', { name: 'May Rosa read this record too?' })
    await expect(may.getByRole('radio', { name: 'No, only we who were here' })).toBeChecked()
    await expect(sam.getByText('Rosa may not read this record.', { exact: false })).toBeVisible()
    await expect(sam.getByRole('radio', { name: 'Yes, they may' })).toHaveCount(0)
  })
  await test.step('a soft landing: who was here, when you meet, whom to ring', async () => {
    await maria.getByRole('button', { name: 'End together' }).click()
    for (const page of everyone) {
      await expect(page.getByRole('heading', { name: 'The meeting has ended' })).toBeVisible()
      await expect(page.getByText('Aino, Elena, Ivo, Maria, Sam and Tomas', { exact: false })).toBeVisible()
      await expect(page.getByText('In the kitchen of Elena')).toBeVisible()
      await expect(page.getByRole('link', { name: '116 123' })).toHaveAttribute('href', 'tel:116123')
      await expect(page.getByRole('link', { name: '+353 1 555 0100' })).toHaveAttribute('href', 'tel:+35315550100')
    }
  })
  const record = (page: Page) => page.getByRole('article', { name: 'What we said' })
  await test.step('C4: the record is the same for all of them, letter by letter', async () => {
    for (const page of everyone) {
      await page.getByRole('button', { name: 'Read what you said and decided' }).click()
      await expect(record(page)).toBeVisible()
    }
    const read = async (page: Page) => [
      await record(page).textContent(),
      await page.getByText(/Its mark is/).textContent(),
    ]
    await maria.setViewportSize({ width: 1280, height: 720 })
    const hers = await read(maria)
    for (const words of ['I am tired of being the strong one.', 'I wonder who looks after', 'In the kitchen of Elena'])
      expect(hers.join()).toContain(words)
    expect(hers.join()).toContain('Asked and not there: Rosa.')
    for (const page of everyone) expect(await read(page)).toEqual(hers)
  })
  await test.step('Rosa was asked and was not there: her link does not show it', async () => {
    const rosa = (await somebody('Rosa')).page
    await rosa.goto(await link('Rosa'))
    await rosa.getByRole('button', { name: 'Open my invitation' }).click()
    await expect(rosa.getByText('This page is for other people.', { exact: false }).first()).toBeVisible()
    await expect(record(rosa)).toHaveCount(0)
  })
  await test.step('C5: Elena adds something later; it stands below, with her name, and changes nothing', async () => {
    const before = await record(sam).textContent()
    await home.getByLabel('Add something').fill('I see this differently now.')
    await home.getByRole('button', { name: 'Add it' }).click()
    await expect(home.getByRole('region', { name: 'Said later' })).toContainText('I see this differently now.')
    await sam.reload()
    await expect(sam.getByRole('region', { name: 'Said later' })).toContainText(
      /I see this differently now\.\s*Elena, /,
    )
    expect(await record(sam).textContent()).toBe(before)
  })
  await test.step('Maria sees who has looked', async () => {
    await maria.reload()
    await maria.getByText('Who has looked').click()
    await expect(maria.getByRole('main')).toContainText(/Aino, peer practitioner,\s*read what was said/)
  })
})
