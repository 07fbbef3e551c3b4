import type { Locator, Page } from '@playwright/test'
import { add, cursorAt, lookAt, part } from './support/circle.ts'
import { gather, nowIs } from './support/gathered.ts'
import { expect, test } from './support/story.ts'

const words = {
  open: 'Somebody stays with Maria at night.',
  duty: 'Maria goes to the ward tonight.',
  agreed: 'We ring each other every evening.',
}

test('P1–P6: a decision that Maria is not with yet stays open; a duty is never agreed; a change is seen', async ({
  house,
  somebody,
}) => {
  const { sam, aino, maria, home, ivo, everyone } = await gather({ house, somebody, way: 'With notes only' })
  const one = (page: Page, which: string): Locator =>
    part(page, 'Decisions').getByRole('article').filter({ hasText: which })
  const stand = (page: Page, which: string, position: string) =>
    one(page, which)
      .getByRole('group', { name: /^Where do you stand/ })
      .getByRole('button', { name: position, exact: true })
      .click()
  const positions = (page: Page, which: string, name: string) =>
    one(page, which)
      .getByRole('listitem')
      .filter({ has: page.getByText(name, { exact: true }) })
  const settle = (page: Page, which: string) => one(page, which).getByText('How does it stand?')

  await test.step('each says where they stand, only for themself, also two at one device', async () => {
    await add(home, 'Decisions', words.open)
    for (const page of everyone) await lookAt(page, 'Decisions', words.open)
    await stand(maria, words.open, 'not with this yet')
    await nowIs(home, 'Elena')
    await stand(home, words.open, 'with this')
    await nowIs(home, 'Tomas')
    await stand(home, words.open, 'can live with it')
    for (const page of everyone) {
      await expect(positions(page, words.open, 'Maria')).toContainText('not with this yet')
      await expect(positions(page, words.open, 'Elena')).toContainText('with this')
      await expect(positions(page, words.open, 'Tomas')).toContainText('can live with it')
    }
  })
  await test.step('what Aino said aloud Sam marks for her, and it says so', async () => {
    await one(sam, words.open).getByRole('button', { name: 'Someone has said it aloud' }).click()
    const marking = one(sam, words.open).getByRole('group', { name: /Who has said it|What does Aino say/ })
    await expect(marking.getByRole('button', { name: 'Maria' })).toHaveCount(0)
    await marking.getByRole('button', { name: 'Aino' }).click()
    await marking.getByRole('button', { name: 'not sure', exact: true }).click()
    await expect(positions(ivo, words.open, 'Aino')).toContainText('said aloud, marked by Sam')
  })
  await test.step('P3: it cannot be agreed while Maria says not yet, and one reads why; it is left open', async () => {
    for (const page of [sam, home]) {
      await settle(page, words.open).click()
      await expect(
        one(page, words.open).getByText('Maria says: not with this yet. You can leave it open.'),
      ).toBeVisible()
      await expect(one(page, words.open).getByRole('button', { name: 'Agreed for now' })).toHaveCount(0)
    }
    await one(home, words.open).getByRole('button', { name: 'Left open' }).click()
    for (const page of everyone) await expect(one(page, words.open)).toContainText('Left open')
  })
  await test.step('P4: other words, and what was said about the first ones says so', async () => {
    const body = one(maria, words.open).getByLabel('A decision, in our words')
    await cursorAt(body, 'End')
    await body.pressSequentially(' Until Sunday.')
    await expect(positions(sam, words.open, 'Elena')).toContainText('said about other words')
  })
  await test.step('P5: Sam decides by duty, with a reason that everybody reads; it is nowhere agreed', async () => {
    await add(sam, 'Decisions', words.duty)
    await settle(sam, words.duty).click()
    await one(sam, words.duty).getByText('I have to decide this by duty').click()
    await one(sam, words.duty).getByLabel('Why? In plain words').fill('I am afraid that Maria is not safe.')
    await one(sam, words.duty).getByLabel('What did Maria say about it?').fill('I do not want this.')
    await one(sam, words.duty).getByRole('button', { name: 'Say it openly' }).click()
    for (const page of everyone) {
      await expect(one(page, words.duty)).toContainText('Sam decided this by duty. The law or the job asks for it.')
      await expect(one(page, words.duty)).toContainText('Because: I am afraid that Maria is not safe.')
      await expect(one(page, words.duty)).toContainText('Maria said: I do not want this.')
    }
    await one(aino, words.duty).getByText('How does it stand?').click()
    await expect(one(aino, words.duty).getByRole('button', { name: 'Left open' })).toBeVisible()
    await expect(one(aino, words.duty)).not.toContainText('Agreed')
    await expect(one(maria, words.duty).getByText('I have to decide this by duty')).toHaveCount(0)
  })
  await test.step('P2: what is agreed has a day to look again; when it has changed, what was before stays to be seen', async () => {
    await add(maria, 'Decisions', words.agreed)
    await lookAt(sam, 'Decisions', words.agreed)
    await settle(sam, words.agreed).click()
    await one(sam, words.agreed).getByRole('button', { name: 'Agreed for now' }).click()
    await one(sam, words.agreed).getByText('On a day', { exact: true }).click()
    await expect(one(sam, words.agreed).getByRole('button', { name: 'This is agreed for now' })).toHaveCount(0)
    await one(sam, words.agreed).getByLabel('Which day?').fill('2099-03-14')
    await one(sam, words.agreed).getByRole('button', { name: 'This is agreed for now' }).click()
    await expect(one(maria, words.agreed)).toContainText('We look at it again on Saturday 14 March.')
    await one(maria, words.agreed).getByText('Change how it stands').click()
    await one(maria, words.agreed).getByRole('button', { name: 'It has changed' }).click()
    await one(ivo, words.agreed).getByText('How it stood before').click()
    await expect(one(ivo, words.agreed)).toContainText('Agreed for now, said by Sam')
  })
  await test.step('P6: nobody counts', async () => {
    for (const page of everyone) {
      const text = (await part(page, 'Decisions').textContent()) ?? ''
      expect(text.replace(/\d\d:\d\d|14 March/g, '')).not.toMatch(/\d|%|majority|votes?\b/i)
    }
  })
})
