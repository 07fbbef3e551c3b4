import type { Page } from '@playwright/test'
import { add, part, seatOf } from './support/circle.ts'
import { gather, nowIs } from './support/gathered.ts'
import { flow } from './support/media.ts'
import { expect, test } from './support/story.ts'

const asks = 'May Aino and Sam think aloud while you listen?'

test('R1–R5: Sam asks to think aloud; first not now, later yes; then the family and friends have the word', async ({
  house,
  somebody,
}) => {
  const { sam, aino, maria, home, ivo, everyone } = await gather({ house, somebody, way: 'With sound' })
  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 2, name, exact: true })
  const microphone = (page: Page) => page.getByRole('button', { name: 'Microphone', exact: true })
  const ask = async () => {
    await part(sam, 'Thinking aloud').getByText('Ask to think aloud').click()
    await expect(
      part(sam, 'Thinking aloud').getByText('Everyone stays in the room and hears every word.'),
    ).toBeVisible()
    await expect(sam.getByRole('checkbox', { name: 'With Aino' })).toBeChecked()
    await sam.getByRole('button', { name: 'Ask everyone' }).click()
  }
  const yes = (page: Page) => page.getByRole('button', { name: 'Yes, you may' })

  await test.step('what it is stands there before anybody answers; Maria says not now, and nobody is named', async () => {
    await ask()
    await expect(heading(maria, asks)).toBeVisible()
    await expect(maria.getByText('Anyone can say “not now”, and anyone can stop it.')).toBeVisible()
    await expect(yes(ivo)).toHaveCount(0)
    await expect(yes(aino)).toHaveCount(0)
    await maria.getByRole('button', { name: 'Not now', exact: true }).click()
    for (const page of everyone) {
      await expect(heading(page, asks)).toBeHidden()
      await expect(page.getByText('Not now. That is fine.', { exact: false }).last()).toBeVisible()
    }
    await expect(microphone(maria)).toHaveAttribute('aria-pressed', 'true')
  })
  await test.step('later each of the family says yes, also the two at one device', async () => {
    await ask()
    await yes(maria).click()
    await nowIs(home, 'Elena')
    await yes(home).click()
    await expect(heading(home, 'Aino and Sam think aloud.')).toBeHidden()
    await nowIs(home, 'Tomas')
    await yes(home).click()
    for (const page of everyone) await expect(heading(page, 'Aino and Sam think aloud.')).toBeVisible()
  })
  await test.step('microphones of listeners rest; who thinks aloud is heard, and sits face to face', async () => {
    for (const page of [maria, home]) {
      await expect(microphone(page)).toHaveAttribute('aria-pressed', 'false')
      await expect(microphone(page)).toContainText('rests')
      await expect.poll(() => flow(page).then(now => now.audioLevel), { timeout: 20_000 }).toBeGreaterThan(0)
    }
    await expect(microphone(sam)).toHaveAttribute('aria-pressed', 'true')
    const top = (name: string) =>
      seatOf(aino, name)
        .boundingBox()
        .then(box => box?.y ?? Number.NaN)
    expect(await top('Sam')).toBe(await top('Aino'))
    for (const name of ['Maria', 'Elena', 'Tomas', 'Ivo']) expect(await top(name)).toBeGreaterThan(await top('Sam'))
    await expect(seatOf(sam, 'Maria')).toContainText('listens')
  })
  await test.step('Maria opens her own microphone again, and her brother stops it', async () => {
    await maria.getByRole('button', { name: 'Open my microphone' }).click()
    await expect(microphone(maria)).toHaveAttribute('aria-pressed', 'true')
    await add(aino, 'Thinking aloud', 'I wonder how it is to be asked so many things.')
    await home.getByRole('button', { name: 'Stop this now' }).click()
  })
  await test.step('the family and friends have the word first: one passes, one speaks, one writes', async () => {
    for (const page of everyone) await expect(heading(page, 'What was it like to hear that?')).toBeVisible()
    for (const page of [sam, aino, ivo])
      await expect(page.getByText('Now the others have the word first.')).toBeVisible()
    await expect(sam.getByRole('button', { name: 'Go on together' })).toHaveCount(0)
    await maria.getByRole('button', { name: 'I pass' }).click()
    await home.getByRole('button', { name: 'I write something' }).click()
    const box = part(home, 'Voices').getByLabel('Add in your own words')
    await expect(box).toBeFocused()
    await box.fill('Nobody has asked me that before.')
    await part(home, 'Voices').getByRole('button', { name: 'Add', exact: true }).click()
    await nowIs(home, 'Elena')
    await home.getByRole('button', { name: 'I say something' }).click()
    for (const said of ['Elena spoke', 'Maria passes', 'Tomas wrote']) await expect(sam.getByText(said)).toBeVisible()
    await sam.getByRole('button', { name: 'Go on together' }).click()
    for (const page of everyone) await expect(heading(page, 'What was it like to hear that?')).toBeHidden()
  })
  await test.step('what was thought aloud stands beside the voices, in the same size', async () => {
    const size = (where: 'Voices' | 'Thinking aloud', words: string) =>
      part(maria, where)
        .getByText(words)
        .evaluate(element => getComputedStyle(element).fontSize)
    const thought = await size('Thinking aloud', 'I wonder how it is to be asked so many things.')
    expect(thought).toBe(await size('Voices', 'Nobody has asked me that before.'))
  })
})
