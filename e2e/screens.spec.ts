import { join } from 'node:path'
import { arrangeMeeting, setUpClinic } from './support/arranged.ts'
import { add, joinBy, notebook, part, saved } from './support/circle.ts'
import { look } from './support/looking.ts'
import { signIn } from './support/office.ts'
import { readsAsTheyLike } from './support/reading.ts'
import { root } from './support/sources.ts'
import { expect, test } from './support/story.ts'

const tomorrow = () => Date.now() + 86_400_000

test('the pages of those who have no link yet, and of the team, are for everybody', async ({ house, somebody }) => {
  test.setTimeout(400_000)
  const { page } = await somebody('Sam', { media: false })
  const title = (name: string | RegExp) => expect(page.getByRole('heading', { level: 1, name })).toBeVisible()

  await page.goto(house.setUpLink)
  await title('Set up this place')
  await look(page, 'set-up')

  const staff = await setUpClinic(house)
  const invitation = await staff.call('inviteStaff', {
    name: 'Aino',
    email: 'aino@clinic.example',
    profession: 'peer practitioner',
    administrator: false,
  })
  const { meeting, network } = await arrangeMeeting(staff, { startsAt: tomorrow() })

  await page.goto('/')
  await title('A room where everyone speaks')
  await look(page, 'welcome')
  await page.goto('/nowhere')
  await title('There is no page here')
  await look(page, 'not-found')
  await page.goto(invitation.url)
  await expect(page.getByLabel('Your password')).toBeVisible()
  await look(page, 'invitation')
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('This is not a whole e-mail.')).toBeVisible()
  await look(page, 'sign-in')
  await page.goto('/help.html')
  await look(page, 'help')
  await page.goto(`/join#${'x'.repeat(43)}`)
  await title('You are invited')
  await look(page, 'join')
  await page.getByRole('button', { name: 'Open my invitation' }).click()
  await title('This link does not open')
  await look(page, 'join-refused')

  await signIn(page, 'sam@clinic.example')
  await expect(page.getByText('You meet next')).toBeVisible()
  await look(page, 'networks')
  await page.goto('/staff')
  await expect(page.getByLabel('Their first name')).toBeVisible()
  await page.getByLabel('Your work').fill('family doctor')
  await page.getByRole('button', { name: 'Keep it' }).click()
  await expect(page.getByText('family doctor')).toBeVisible()
  await look(page, 'team')
  await page.goto('/networks/new')
  await expect(page.getByLabel('Their first name')).toBeVisible()
  await look(page, 'new-network')
  await page.goto(`/networks/${network}`)
  await title('The network around Maria')
  await look(page, 'network-new')
  await page.goto(`/networks/${network}/arrange`)
  await page.getByRole('radio', { name: 'Later' }).check()
  await look(page, 'arrange')
  await page.goto(`/meetings/${meeting}/prepare`)
  await page.getByRole('button', { name: /^Make a link\s*: Maria$/ }).click()
  await expect(page.getByTestId('link')).toBeVisible()
  await look(page, 'get-ready')
  await page.getByText('Ask an interpreter or advocate').click()
  await page.getByRole('button', { name: 'Ask them to this meeting' }).click()
  await expect(page.getByText('Write a first name.')).toBeVisible()
  await look(page, 'ask-helper')
  await page.getByRole('radio', { name: 'Advocate' }).check()
  await page.getByLabel('First name of the helper').fill('Ines')
  await page.getByLabel('Who is the advocate for?').fill('for Maria')
  await page.getByRole('button', { name: 'Ask them to this meeting' }).click()
  await expect(page.getByText('Ines', { exact: true })).toBeVisible()
  await expect(page.getByText('Ask an interpreter or advocate')).toBeFocused()
})

test('arriving, the room, its end and the record are for everybody', async ({ house, somebody }) => {
  test.setTimeout(500_000)
  const staff = await setUpClinic(house)
  const { link, meeting, network } = await arrangeMeeting(staff, {
    people: [
      { name: 'Elena', relation: 'mother' },
      { name: 'Tomas', relation: 'brother' },
    ],
  })
  const later = await arrangeMeeting(staff, { startsAt: tomorrow() })
  const sam = (await somebody('Sam')).page
  const maria = (await somebody('Maria')).page
  const tomas = (await somebody('Tomas')).page

  await test.step('before and while arriving', async () => {
    await tomas.goto(await later.link('Tomas'))
    await tomas.getByRole('button', { name: 'Open my invitation' }).click()
    await expect(tomas.getByRole('heading', { level: 1, name: /^It begins/ })).toBeVisible()
    await look(tomas, 'before')
    await tomas.goto(await link('Tomas'))
    await tomas.getByRole('button', { name: 'Open my invitation' }).click()
    await tomas.getByRole('button', { name: 'With picture and sound' }).click()
    await expect(tomas.getByText('They see you and hear you.')).toBeVisible()
    await look(tomas, 'arriving')
    await tomas.goto('about:blank')
  })
  await test.step('waiting', async () => {
    await signIn(sam, 'sam@clinic.example')
    await sam.goto(`/meetings/${meeting}`)
    await sam.getByRole('button', { name: 'With notes only' }).click()
    await sam.getByRole('button', { name: 'Come in', exact: true }).click()
    await expect(sam.getByRole('heading', { name: 'We wait for Maria or their people.' })).toBeVisible()
    await look(sam, 'waiting')
  })
  await test.step('the room', async () => {
    await joinBy(maria, await link('Maria'), 'With notes only')
    await joinBy(tomas, await link('Tomas'), 'With notes only')
    await add(maria, 'Voices', 'I want to sleep in my own bed, and I want it to be quiet.')
    await add(tomas, 'Voices', 'I am afraid at night when I do not hear from her.')
    await add(sam, 'Thinking aloud', 'I wonder how it is to be the one who always stays awake.')
    await add(maria, 'Decisions', 'Somebody stays with Maria at night until Sunday.')
    await add(maria, 'What stays open', 'What happened in the spring?')
    await add(tomas, 'Next steps', 'Ring the school and say that Maria is away.')
    const yours = part(maria, 'Decisions').getByRole('group', { name: 'Where do you stand?' })
    await yours.getByRole('button', { name: 'can live with it', exact: true }).click()
    await part(tomas, 'Next steps').getByRole('button', { name: 'I will do this' }).click()
    await part(tomas, 'Next steps').getByRole('button', { name: 'I will do this' }).click()
    await expect(part(sam, 'Next steps').getByText('Tomas will do this.')).toBeVisible()
    await expect(part(sam, 'Decisions').getByText('can live with it').first()).toBeVisible()
    await saved(maria)
    await sam.setViewportSize({ width: 1280, height: 800 })
    await sam.emulateMedia({ colorScheme: 'light' })
    await sam.getByRole('navigation', { name: 'Parts of the notes' }).getByRole('link', { name: 'Voices' }).click()
    if (process.env['PICTURES'] === 'on') await sam.screenshot({ path: join(root, 'e2e', 'pictures', 'room.png') })
    await look(sam, 'room-of-sam')
    await look(maria, 'room-of-maria')
  })
  await test.step('the ways of writing, as the scribe and as the others see them', async () => {
    await sam.getByRole('radio', { name: 'One of us writes' }).check()
    await expect(maria.getByText('Sam writes for us.', { exact: false })).toBeVisible()
    await look(sam, 'writing-one-scribe')
    await look(maria, 'writing-one')
    await sam.getByRole('radio', { name: 'We just talk' }).check()
    await expect(maria.getByText('The notes are folded.', { exact: false })).toBeVisible()
    await look(maria, 'writing-talk')
    await sam.getByRole('radio', { name: 'We all write' }).check()
    await expect(maria.getByText('Everyone can write.', { exact: false })).toBeVisible()
  })
  await test.step('leaving with words that were begun', async () => {
    const box = part(maria, 'Voices').getByLabel('Add in your own words')
    await box.fill('There is one more thing I')
    await maria.getByRole('button', { name: 'Leave', exact: true }).click()
    await expect(maria.getByText('You wrote something and did not add it yet.')).toBeVisible()
    await look(maria, 'unsent-words')
    await maria.keyboard.press('Escape')
    await box.fill('')
  })
  await test.step('stepped out, thinking aloud, a shared pause', async () => {
    await maria
      .getByRole('button', { name: 'Step out' })
      .or(maria.getByRole('button', { name: 'More' }))
      .first()
      .click()
    if (await maria.getByRole('menuitem', { name: 'Step out' }).isVisible()) {
      await maria.getByRole('menuitem', { name: 'Step out' }).click()
    }
    await expect(maria.getByRole('heading', { name: 'You have stepped out' })).toBeVisible()
    await look(maria, 'room-stepped-out')
    await maria.getByRole('button', { name: 'Come back' }).first().click()
    await sam.getByRole('button', { name: 'Let’s pause' }).first().click()
    await expect(maria.getByText('Sam asked for a pause.', { exact: false })).toBeVisible()
    await look(maria, 'room-pause')
    await maria.getByRole('button', { name: 'Go on' }).click()
  })
  await test.step('closing', async () => {
    await sam.getByRole('button', { name: 'Begin the closing' }).click()
    await expect(sam.getByRole('button', { name: 'We have read this' })).toBeVisible()
    await look(sam, 'closing-read')
    await sam.getByRole('button', { name: 'Go back to talking' }).click()
    await sam.getByRole('button', { name: 'End without closing' }).click()
    await sam.getByRole('button', { name: 'Yes, end it now' }).click()
    await expect(maria.getByRole('heading', { name: 'The meeting has ended' })).toBeVisible()
    await look(maria, 'ended')
    await look(sam, 'ended-of-sam')
  })
  await test.step('the record and the network', async () => {
    await tomas.getByRole('button', { name: 'Read what you said and decided' }).click()
    await tomas.getByText('How does it go?').first().click()
    await look(tomas, 'record')
    await readsAsTheyLike(tomas)
    await sam.goto(`/networks/${network}`)
    await sam.getByText('Who has looked').click()
    await expect(sam.getByText('What happened in the spring?')).toBeVisible()
    await look(sam, 'network')
    await expect(notebook(sam)).toBeHidden()
    await tomas.goto(`/networks/${network}`)
    await tomas.getByRole('button', { name: 'Leave this network' }).click()
    await expect(tomas.getByRole('button', { name: 'Yes, leave' })).toBeVisible()
    await look(tomas, 'network-leaving')
    await maria.goto(`/networks/${network}`)
    await expect(maria.getByText('All that was said and written around you, to keep.')).toBeVisible()
    await maria.getByRole('button', { name: 'End reading for Tomas' }).click()
    await look(maria, 'network-of-maria')
  })
})
