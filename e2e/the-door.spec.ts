import { arrangeMeeting, setUpClinic } from './support/arranged.ts'
import { add, joinBy, notebook, part, saved, seatOf, seesAndHears } from './support/circle.ts'
import { flow } from './support/media.ts'
import { signIn } from './support/office.ts'
import { expect, test } from './support/story.ts'

test('D1, D2, D3: a practitioner alone waits; Maria comes and it opens; Maria goes and it rests', async ({
  house,
  somebody,
}) => {
  const staff = await setUpClinic(house)
  const { link, meeting } = await arrangeMeeting(staff)
  const sam = (await somebody('Sam')).page
  const maria = (await somebody('Maria', { phone: true })).page

  await test.step('Sam comes, and finds a waiting room', async () => {
    await signIn(sam, 'sam@clinic.example')
    await sam.goto(`/meetings/${meeting}`)
    await sam.getByRole('button', { name: 'With picture and sound' }).click()
    await sam.getByRole('button', { name: 'Come in', exact: true }).click()
    await expect(sam.getByRole('heading', { name: 'We wait for Maria or their people.' })).toBeVisible()
    await expect(notebook(sam)).toBeHidden()
    const now = await flow(sam)
    expect({ sent: now.bytesSent, received: now.bytesReceived }).toEqual({ sent: 0, received: 0 })
  })
  await test.step('Maria comes: the room is open, they see and hear each other and write', async () => {
    await joinBy(maria, await link('Maria'))
    await expect(notebook(sam)).toBeVisible()
    await expect(seatOf(sam, 'Maria')).toBeVisible()
    await Promise.all([seesAndHears(sam, 1), seesAndHears(maria, 1)])
    await add(maria, 'Voices', 'I have not slept for three nights.')
    await saved(maria)
    await expect(part(sam, 'Voices').getByText('I have not slept for three nights.')).toBeVisible()
  })
  await test.step('Maria’s phone goes dark: the room rests within ten seconds', async () => {
    const gone = Date.now()
    await maria.close()
    await expect(sam.getByRole('heading', { name: 'We wait for the family and friends' })).toBeVisible({
      timeout: 12_000,
    })
    expect(Date.now() - gone).toBeLessThanOrEqual(10_500)
    const rested = await flow(sam)
    await expect.poll(() => flow(sam).then(now => now.connections)).toBe(0)
    expect((await flow(sam)).bytesSent).toBeLessThanOrEqual(rested.bytesSent)
    await expect(part(sam, 'Voices').getByText('I have not slept for three nights.')).toBeVisible()
    await expect(part(sam, 'Voices').getByRole('button', { name: 'Add', exact: true })).toBeHidden()
    await expect(part(sam, 'Notes').getByRole('textbox')).toHaveCount(0)
  })
})

test('D5: Maria sits beside Sam, Sam says so, and the room opens', async ({ house, somebody }) => {
  const staff = await setUpClinic(house)
  const { meeting } = await arrangeMeeting(staff)
  const sam = (await somebody('Sam')).page
  await signIn(sam, 'sam@clinic.example')
  await sam.goto(`/meetings/${meeting}`)
  await sam.getByRole('checkbox', { name: 'Maria' }).check()
  await sam.getByRole('button', { name: 'Come in', exact: true }).click()
  await expect(notebook(sam)).toBeVisible()
  await expect(seatOf(sam, 'Maria')).toContainText('beside Sam')
})
