import { arrangeMeeting, setUpClinic } from './support/arranged.ts'
import { add, cursorAt, joinBy, lookAt, notebook, part, saved, wordsOf } from './support/circle.ts'
import { startNetwork } from './support/network.ts'
import { expect, test } from './support/story.ts'

test('a hospital network that blocks WebSockets: one behind it, one before it, and they write together', async ({
  house,
  somebody,
}) => {
  const hospital = await startNetwork({ webSockets: false })
  const staff = await setUpClinic(house)
  const { link } = await arrangeMeeting(staff)
  const { page: maria } = await somebody('Maria', { phone: true, network: hospital })
  const { page: tomas } = await somebody('Tomas')
  await joinBy(maria, await link('Maria'), 'With notes only')
  await joinBy(tomas, await link('Tomas'), 'With notes only')

  await expect(notebook(maria)).toBeVisible()
  await add(maria, 'Voices', 'I write from the ward.')
  await saved(maria)
  await lookAt(tomas, 'Voices', 'I write from the ward.')
  await add(tomas, 'Voices', 'I read it in the kitchen.')
  await saved(tomas)
  await lookAt(maria, 'Voices', 'I read it in the kitchen.')

  // In one and the same text, letter by letter.
  const hers = part(maria, 'Voices').getByRole('textbox', { name: 'In the words of Maria' })
  await lookAt(maria, 'Voices', 'I write from the ward.')
  await cursorAt(hers, 'End')
  await hers.pressSequentially(' It is quiet here.', { delay: 30 })
  await expect
    .poll(() => wordsOf(part(tomas, 'Voices').getByText('I write from the ward.')))
    .toBe('I write from the ward. It is quiet here.')
  await saved(maria)
  // It was truly blocked: the room of the house and the notes both asked for a WebSocket.
  expect(hospital.refused).toBeGreaterThanOrEqual(3)

  // Nothing of it depends on one line: the server goes and comes.
  await house.crashAndRestart()
  await add(maria, 'Voices', 'Still here.')
  await saved(maria)
  await lookAt(tomas, 'Voices', 'Still here.')
  await hospital.close()
})
