import type { Page } from '@playwright/test'
import { arrangeMeeting, setUpClinic } from './support/arranged.ts'
import { add, joinBy, part, saved } from './support/circle.ts'
import { expect, test } from './support/story.ts'

/** How far a line stands from the top of the screen. */
const topOf = (page: Page, words: string): Promise<number> =>
  part(page, 'Decisions')
    .getByText(words)
    .evaluate(line => line.getBoundingClientRect().top)
const drawn = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise(resolve => requestAnimationFrame(resolve))
  })

test('own words: a phrase for later, a part of me, somebody who is not here; and nobody’s new words move my line', async ({
  house,
  somebody,
}) => {
  test.setTimeout(240_000)
  const staff = await setUpClinic(house)
  const { network, person, link } = await arrangeMeeting(staff)
  const maria = (await somebody('Maria', { phone: true })).page
  const sam = (await somebody('Sam')).page
  const tomas = (await somebody('Tomas', { phone: true })).page

  await test.step('everyone is told on arrival how to say that they can’t talk freely; a child in simpler words', async () => {
    await staff.call('changePerson', {
      network,
      person: person('Tomas'),
      name: 'Tomas',
      relation: 'brother',
      child: true,
    })
    const there = 'If you can’t talk freely, there is a quiet sign under “More” in the room. Only the team sees it.'
    for (const [page, name] of [
      [maria, 'Maria'],
      [sam, 'Sam'],
      [tomas, 'Tomas'],
    ] as const) {
      await page.goto(await link(name))
      await page.getByRole('button', { name: 'Open my invitation' }).click()
      await expect(page.getByText(there)).toBeVisible()
    }
    await expect(
      tomas.getByText('Today we talk about how things are for Maria and for you.', { exact: false }),
    ).toBeVisible()
    await expect(tomas.getByText('Nobody asks you to choose.', { exact: false })).toBeVisible()
    await expect(tomas.getByRole('group', { name: 'Is someone with you?' })).toHaveCount(0)
  })
  for (const [page, name] of [
    [maria, 'Maria'],
    [sam, 'Sam'],
    [tomas, 'Tomas'],
  ] as const)
    await joinBy(page, await link(name), 'With notes only')

  await test.step('while we just talk there is one quiet line, and what it keeps stands in the own words later', async () => {
    await sam.getByRole('radio', { name: 'We just talk' }).check()
    for (const page of [maria, tomas]) await expect(part(page, 'Voices')).toBeHidden()
    await maria.getByLabel('A phrase to keep').fill('Nobody asked me.')
    await maria.getByRole('button', { name: 'Keep it' }).click()
    await tomas.getByRole('radio', { name: 'We all write' }).check()
    for (const page of [sam, tomas]) await expect(part(page, 'Voices').getByText('Nobody asked me.')).toBeVisible()
  })
  await test.step('one person holds two voices, and somebody speaks who is not here', async () => {
    const voices = part(maria, 'Voices')
    const say = async (words: string, whose: string, called: [string, string]) => {
      await voices.getByLabel('Add in your own words').fill(words)
      await voices.getByLabel('Whose words are these?').selectOption({ label: whose })
      await expect(voices.getByRole('button', { name: 'Add', exact: true })).toHaveCount(0)
      await voices.getByLabel(called[0]).fill(called[1])
      await voices.getByRole('button', { name: 'Add', exact: true }).click()
    }
    await say('I would rather sleep.', 'A part of me', ['What do you call this part?', 'the tired one'])
    await say('She always came home.', 'Someone who is not here', ['Who is it?', 'Grandmother'])
    for (const page of [sam, tomas]) {
      await expect(part(page, 'Voices').getByRole('article', { name: 'Maria, the tired one' })).toContainText(
        'rather sleep',
      )
      const absent = part(page, 'Voices').getByRole('article', { name: 'Grandmother, who is not here' })
      await expect(absent).toContainText('Written by Maria.')
      await expect(absent.getByRole('button', { name: 'Yes, that’s what I said' })).toHaveCount(0)
    }
  })
  await test.step('the line that somebody reads stays where it is, whatever is written above it', async () => {
    const words = 'Somebody stays with Maria at night.'
    await add(maria, 'Decisions', words)
    await saved(maria)
    for (const page of [sam, tomas]) await expect(part(page, 'Decisions').getByText(words)).toBeVisible()
    // Each with the line in the middle of what they see: on a phone, and beside the faces.
    for (const page of [maria, tomas]) {
      await part(page, 'Decisions')
        .getByText(words)
        .evaluate(line => line.scrollIntoView({ block: 'center' }))
      await drawn(page)
    }
    const writes = async (writer: Page, last: string, readers: readonly Page[]) => {
      const before: number[] = []
      for (const page of readers) before.push(await topOf(page, words))
      await add(writer, 'Voices', `I hear how tired you are. ${last}`)
      await add(writer, 'Voices', `And that nobody asked. ${last}`)
      await add(writer, 'Thinking aloud', last)
      for (const [at, page] of readers.entries()) {
        await expect(part(page, 'Thinking aloud').getByText(last)).toBeAttached()
        await drawn(page)
        expect(Math.abs((await topOf(page, words)) - (before[at] ?? Number.NaN))).toBeLessThan(2)
      }
    }
    await writes(sam, 'I wonder what Grandmother would say.', [maria, tomas])
    await part(sam, 'Decisions')
      .getByText(words)
      .evaluate(line => line.scrollIntoView({ block: 'center' }))
    await drawn(sam)
    await writes(maria, 'I wonder too.', [sam, tomas])
  })
})
