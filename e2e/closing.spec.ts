import type { Page } from '@playwright/test'
import { add, cursorAt, lookAt, part, saved } from './support/circle.ts'
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
  const all = async (words: string) => {
    for (const page of everyone) await expect(title(page)).toHaveText(words)
  }
  const goOn = (page: Page) => page.getByRole('button', { name: 'We have read this' }).click()
  await test.step('C1: one thing at a time, the same for all; nothing is counted', async () => {
    await home.getByRole('button', { name: 'Begin the closing' }).click()
    await all('We read what Elena said')
    await expect(title(maria)).toBeInViewport()
    await expect(part(maria, 'Voices')).toContainText('I am tired of being the strong one.')
    await expect(part(maria, 'Voices').getByText('I want to sleep in my own bed.')).toBeHidden()
    await expect(part(maria, 'Decisions')).toBeHidden()
    for (const page of everyone) {
      const said = await page.getByRole('region', { name: 'We read what Elena said' }).ariaSnapshot()
      expect(said.replaceAll(/\[level=\d\]/g, '')).not.toMatch(/\d|one of|left/)
      await expect(page.getByRole('status').filter({ hasText: 'I am tired' })).toHaveCount(1)
    }
  })
  await test.step('C1: it is put right together: Elena says yes to her words, Maria changes hers, all see it', async () => {
    await expect(part(maria, 'Voices')).toContainText('Heard, written by Sam. Not yet checked.')
    await nowIs(home, 'Elena')
    await home.getByRole('button', { name: 'Yes, that’s what I said' }).click()
    await expect(part(maria, 'Voices')).toContainText('Elena said: yes, that is what I said.')
    await goOn(sam)
    await expect(sam.getByRole('button', { name: 'We have read this' })).toBeFocused()
    await all('We read what Maria said')
    const words = part(maria, 'Voices').getByRole('textbox', { name: 'In the words of Maria' })
    await cursorAt(words, 'End')
    await words.pressSequentially(' Tonight.')
    for (const page of everyone)
      await expect(part(page, 'Voices')).toContainText('I want to sleep in my own bed. Tonight.')
    await expect(part(sam, 'Voices').getByRole('textbox', { name: 'In the words of Maria' })).toHaveCount(0)
  })
  await test.step('C1: anyone goes back and forth; who stood in words that are gone from sight stands at the heading', async () => {
    await aino.getByRole('button', { name: 'The one before' }).click()
    await all('We read what Elena said')
    await expect(title(maria)).toBeFocused()
    await goOn(ivo)
    await all('We read what Maria said')
    await ivo.reload()
    await all('We read what Maria said')
    await goOn(maria)
    await all('We read what Aino thought aloud')
  })
  await test.step('C1: what is taken back stays before us until we go on; what is missing is added, and read', async () => {
    await goOn(aino)
    await all('We read a decision')
    await goOn(home)
    await all('We read a question that stays open')
    await goOn(sam)
    await all('We read a next step')
    await part(maria, 'Next steps').getByRole('button', { name: 'Take back' }).click()
    for (const page of everyone) await expect(page.getByText('These words were taken back.')).toBeVisible()
    await part(maria, 'Next steps').getByText('Taken back').click()
    await part(maria, 'Next steps').getByRole('button', { name: 'Bring back' }).click()
    for (const page of everyone) await expect(part(page, 'Next steps')).toContainText('Ring the school.')
    await sam.getByRole('button', { name: 'Something is missing' }).click()
    await part(sam, 'Next steps').getByLabel('Add in your own words').fill('Water the flowers.')
    await part(sam, 'Next steps').getByRole('button', { name: 'Add', exact: true }).click()
    await expect(part(maria, 'Next steps').getByText('Water the flowers.')).toBeHidden()
    await saved(sam)
    await goOn(aino)
    for (const page of everyone) await expect(part(page, 'Next steps').getByText('Water the flowers.')).toBeVisible()
    await goOn(maria)
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
