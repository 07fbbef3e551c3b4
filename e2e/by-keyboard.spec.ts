import { arrangeMeeting, setUpClinic } from './support/arranged.ts'
import { joinBy, notebook, part, saved } from './support/circle.ts'
import { tabTo } from './support/looking.ts'
import { expect, test } from './support/story.ts'

test('joining, writing together and reading afterwards go by the keyboard alone', async ({ house, somebody }) => {
  const staff = await setUpClinic(house)
  const { link } = await arrangeMeeting(staff)
  const tomas = (await somebody('Tomas')).page
  const maria = (await somebody('Maria')).page
  const key = maria.keyboard

  await test.step('joining', async () => {
    await maria.goto(await link('Maria'))
    const open = maria.getByRole('button', { name: 'Open my invitation' })
    await expect(open).toBeVisible()
    await key.press('Tab')
    await expect(maria.getByRole('link', { name: 'Go to the page' })).toBeFocused()
    await tabTo(maria, open)
    await key.press('Enter')
    await expect(maria.getByRole('heading', { level: 1, name: 'Hello Maria' })).toBeVisible()
    await tabTo(maria, maria.getByRole('button', { name: 'With notes only' }))
    await key.press('Space')
    await tabTo(maria, maria.getByRole('button', { name: 'Come in', exact: true }))
    await key.press('Enter')
    await expect(notebook(maria)).toBeVisible()
  })
  await test.step('writing together', async () => {
    await joinBy(tomas, await link('Tomas'), 'With notes only')
    await tabTo(maria, part(maria, 'Notes').getByRole('textbox', { name: 'Shared notes' }))
    await key.type('We begin slowly.')
    await expect(part(tomas, 'Notes').getByText('We begin slowly.')).toBeVisible()
    await tabTo(maria, part(maria, 'Voices').getByLabel('Add in your own words'))
    await key.type('I can hear the street all night.')
    await tabTo(maria, part(maria, 'Voices').getByRole('button', { name: 'Add', exact: true }))
    await key.press('Enter')
    await expect(part(tomas, 'Voices').getByText('I can hear the street all night.')).toBeVisible()

    await tabTo(maria, part(maria, 'Decisions').getByLabel('Add in your own words'))
    await key.type('Maria sleeps at her mother’s.')
    await key.press('Control+Enter')
    await tabTo(maria, part(maria, 'Decisions').getByRole('button', { name: 'with this', exact: true }))
    await key.press('Space')
    await expect(part(tomas, 'Decisions').getByRole('listitem').filter({ hasText: 'Maria' })).toContainText('with this')

    await tabTo(maria, part(maria, 'Next steps').getByLabel('Add in your own words'))
    await key.type('Ask for a quiet room.')
    await key.press('Control+Enter')
    await tabTo(maria, part(maria, 'Next steps').getByRole('button', { name: 'I will do this' }))
    await key.press('Enter')
    await tabTo(maria, part(maria, 'Next steps').getByRole('button', { name: 'I will do this' }))
    await key.press('Enter')
    await expect(part(tomas, 'Next steps').getByText('Maria will do this.')).toBeVisible()
    await saved(maria)
  })
  await test.step('ending, and reading afterwards', async () => {
    await tabTo(maria, maria.getByRole('button', { name: 'End without closing' }))
    await key.press('Enter')
    await tabTo(maria, maria.getByRole('button', { name: 'Yes, end it now' }))
    await key.press('Enter')
    await tabTo(maria, maria.getByRole('button', { name: 'Read what you said and decided' }))
    await key.press('Enter')
    const steps = maria.getByRole('region', { name: 'Next steps', exact: true })
    await expect(steps).toContainText('Ask for a quiet room.')
    await tabTo(maria, steps.locator('summary'))
    await key.press('Enter')
    await tabTo(maria, steps.getByRole('radio').first())
    await key.press('Space')
    await tabTo(maria, steps.getByRole('button', { name: 'Say it' }))
    await key.press('Enter')
    await expect(steps.getByRole('listitem').filter({ hasText: /^Maria, .*: done$/ })).toBeVisible()
  })
})
