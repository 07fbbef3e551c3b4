import type { Page } from '@playwright/test'
import { arrangeMeeting, setUpClinic } from './support/arranged.ts'
import { add, joinBy, lookAt, notebook, part, saved } from './support/circle.ts'
import { look } from './support/looking.ts'
import { startNetwork } from './support/network.ts'
import { expect, test } from './support/story.ts'

const notConnected = (page: Page) => notebook(page).getByText('Not connected.')
const notSaved = (page: Page) => page.getByRole('dialog', { name: 'Some of your words are not saved yet' })
const copies = (page: Page) => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))
const keepCopy = (page: Page) => page.getByRole('switch', { name: 'Keep a copy on this device until I leave' })

test('the line goes, the server dies, words are written meanwhile: all of them arrive', async ({ house, somebody }) => {
  const network = await startNetwork()
  const { link } = await arrangeMeeting(await setUpClinic(house))
  const { page: maria } = await somebody('Maria', { network })
  const { page: tomas } = await somebody('Tomas')
  await joinBy(maria, await link('Maria'), 'With notes only')
  await joinBy(tomas, await link('Tomas'), 'With notes only')
  await add(maria, 'Voices', 'Before the lift.')
  await saved(maria)
  await lookAt(tomas, 'Voices', 'Before the lift.')

  // Nobody says that the line is gone: nothing comes any more.
  network.hush()
  const gone = Date.now()
  await expect(notConnected(maria)).toBeVisible()
  // Three seconds, and one for a machine that is busy with other browsers.
  expect(Date.now() - gone).toBeLessThan(4000)
  await add(maria, 'Voices', 'In the lift: äöü, “quoted”, 🙂.')
  await expect(notebook(maria).getByText('Your words are kept on this device.')).toBeVisible()
  await expect(notebook(maria).getByText('Saved', { exact: true })).toBeHidden()
  await house.crashAndRestart()
  await add(tomas, 'Voices', 'Where is she?')
  await saved(tomas)
  await expect(notConnected(maria)).toBeVisible()

  network.heal()
  await saved(maria)
  await lookAt(tomas, 'Voices', 'In the lift: äöü, “quoted”, 🙂.')
  await lookAt(maria, 'Voices', 'Where is she?')
  await network.close()
})

test('a tab that crashes with unsaved words: with a copy they come back, and leaving leaves nothing', async ({
  house,
  somebody,
}) => {
  const network = await startNetwork()
  const { link } = await arrangeMeeting(await setUpClinic(house))
  const { page: maria, context } = await somebody('Maria', { network })
  const { page: tomas } = await somebody('Tomas')
  const marias = await link('Maria')
  await joinBy(maria, marias, 'With notes only')
  await joinBy(tomas, await link('Tomas'), 'With notes only')
  await add(maria, 'Voices', 'Before.')
  await saved(maria)
  // Nothing lies on the device unless somebody wants it.
  expect(await copies(maria)).toEqual([])
  await keepCopy(maria).click()
  await expect(keepCopy(maria)).toBeChecked()
  await expect.poll(() => copies(maria).then(all => all.length)).toBe(1)

  network.cut()
  await expect(notConnected(maria)).toBeVisible()
  await add(maria, 'Voices', 'Only my phone knows this.')
  await expect(notebook(maria).getByText('They stay here even if this page closes.')).toBeVisible()
  await look(maria, 'kept-on-this-device')
  await expect.poll(() => lockedBytes(maria)).toBeGreaterThan(80)
  const locked = await lockedBytes(maria)
  await part(maria, 'Voices').getByLabel('Add in your own words').fill('And this I had only begun')
  await expect.poll(() => lockedBytes(maria)).toBeGreaterThan(locked)
  await maria.goto('chrome://crash').catch(() => null)
  await maria.close()
  network.heal()

  const again = await context.newPage()
  await joinBy(again, marias, 'With notes only')
  await lookAt(tomas, 'Voices', 'Only my phone knows this.')
  await saved(again)
  await expect(keepCopy(again)).toBeChecked()
  await expect(part(again, 'Voices').getByText('Only my phone knows this.')).toHaveCount(1)

  await expect(part(again, 'Voices').getByLabel('Add in your own words')).toHaveValue('And this I had only begun')

  await again.getByRole('button', { name: 'Leave', exact: true }).click()
  await expect(again.getByText('You wrote something and did not add it yet.')).toBeVisible()
  await again.getByRole('button', { name: 'Leave the meeting' }).click()
  await expect(again.getByRole('heading', { level: 1, name: 'You are out of the room' })).toBeVisible()
  await expect.poll(() => copies(again)).toEqual([])
  await network.close()
})

test('whoever goes with unsaved words is asked; whoever must go quickly is not', async ({ house, somebody }) => {
  const network = await startNetwork()
  const { link } = await arrangeMeeting(await setUpClinic(house))
  const { page: maria } = await somebody('Maria', { network })
  await joinBy(maria, await link('Maria'), 'With notes only')
  await keepCopy(maria).click()
  await expect(keepCopy(maria)).toBeChecked()
  await expect.poll(() => copies(maria).then(all => all.length)).toBe(1)
  network.cut()
  await expect(notConnected(maria)).toBeVisible()
  await add(maria, 'Voices', 'Do not lose this.')
  const here = maria.url()

  await maria.getByRole('link', { name: 'Polyphony' }).click()
  await expect(notSaved(maria)).toBeVisible()
  await look(maria, 'unsent-words')
  await maria.getByRole('button', { name: 'Stay here' }).click()
  await expect(notSaved(maria)).toBeHidden()
  await maria.goBack()
  await expect(notSaved(maria)).toBeVisible()
  await maria.getByRole('button', { name: 'Stay here' }).click()
  expect(maria.url()).toBe(here)
  await maria.getByRole('button', { name: 'Leave', exact: true }).click()
  await expect(maria.getByText('If you leave now, these words are gone.')).toBeVisible()
  await maria.getByRole('button', { name: 'Close' }).click()
  await expect(part(maria, 'Voices').getByText('Do not lose this.')).toBeVisible()

  const asked: string[] = []
  maria.on('dialog', dialog => {
    asked.push(dialog.type())
    void dialog.accept()
  })
  network.heal()
  await saved(maria)
  network.cut()
  await expect(notConnected(maria)).toBeVisible()
  await add(maria, 'Voices', 'And this goes with me.')
  await expect(notebook(maria).getByText('“Leave quickly” goes at once and erases them.')).toBeVisible()
  network.heal()
  await maria.getByRole('button', { name: 'Leave quickly' }).click()
  await expect(maria).toHaveURL(/plain\.html$/)
  expect(asked).toEqual([])
  await expect.poll(() => copies(maria)).toEqual([])
  await network.close()
})

/** What lies on the device, in bytes. */
const lockedBytes = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const [{ name = '' } = {}] = await indexedDB.databases()
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const asked = indexedDB.open(name)
      asked.onsuccess = () => resolve(asked.result)
      asked.onerror = () => reject(asked.error)
    })
    const all = await new Promise<{ words: ArrayBuffer }[]>(resolve => {
      const asked = database.transaction('words').objectStore('words').getAll()
      asked.onsuccess = () => resolve(asked.result as { words: ArrayBuffer }[])
    })
    database.close()
    return all.reduce((sum, { words }) => sum + words.byteLength, 0)
  })
