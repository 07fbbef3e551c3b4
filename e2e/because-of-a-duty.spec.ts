import { arrangeMeeting, setUpClinic } from './support/arranged.ts'
import { caller, tokenOf } from './support/calls.ts'
import { add, joinBy, saved } from './support/circle.ts'
import { look, tabTo } from './support/looking.ts'
import { password, signIn } from './support/office.ts'
import { expect, test } from './support/story.ts'

test('somebody from outside reads because of a duty: they say why first, and the people of the network read it', async ({
  house,
  somebody,
}) => {
  test.setTimeout(300_000)
  const staff = await setUpClinic(house)
  const { link, meeting, network } = await arrangeMeeting(staff)
  const invited = { name: 'Noor', email: 'noor@clinic.example', profession: 'social worker', administrator: false }
  const { url } = await staff.call('inviteStaff', invited)
  await caller(house.url).call('acceptStaffInvitation', { token: tokenOf(url), name: 'Noor', password })
  const maria = (await somebody('Maria', { media: false })).page
  const noor = (await somebody('Noor', { media: false })).page
  const words = 'I want it to be quiet at night.'
  const reason = 'The school is afraid for the little sister. I decide today whether she is safe.'

  await test.step('Maria says something, and the meeting ends', async () => {
    await joinBy(maria, await link('Maria'), 'With notes only')
    await add(maria, 'Voices', words)
    await saved(maria)
    await maria.getByRole('button', { name: 'End without closing' }).click()
    await maria.getByRole('button', { name: 'Yes, end it now' }).click()
    await expect(maria.getByRole('heading', { name: 'The meeting has ended' })).toBeVisible()
  })
  await test.step('Noor is not in the network, and reads nothing by working here', async () => {
    await signIn(noor, invited.email)
    await noor.goto(`/meetings/${meeting}/record`)
    await expect(noor.getByRole('main').getByText('This page is for other people.')).toBeVisible()
  })
  await test.step('before anything is asked she reads who will see what; then she says why', async () => {
    await noor.goto('/staff')
    await noor.getByRole('link', { name: 'See how that works' }).click()
    await expect(noor.getByText('Noor, social worker, broke the seal to read the record.')).toBeVisible()
    await noor.getByLabel('Address of the meeting').fill('the family of Maria')
    await noor.getByLabel('Why you need to read it').fill('my work')
    await noor.getByRole('button', { name: 'Break the seal and read' }).click()
    await expect(noor.getByText('Say a little more, so that they can understand it.')).toBeVisible()
    await expect(noor.getByText('Choose one of these.')).toBeVisible()
    await expect(noor.getByLabel('Address of the meeting')).toBeFocused()
    await look(noor, 'duty-say-why')
    await noor.keyboard.press('ControlOrMeta+a')
    await noor.keyboard.type(`${house.url}/meetings/${meeting}`)
    await tabTo(noor, noor.getByRole('radio', { name: 'Someone may be in danger' }))
    await noor.keyboard.press('Space')
    await tabTo(noor, noor.getByLabel('Why you need to read it'))
    await noor.keyboard.press('ControlOrMeta+a')
    await noor.keyboard.type(reason)
    await tabTo(noor, noor.getByLabel('Your password'))
    await noor.keyboard.type('not my password')
    await noor.keyboard.press('Enter')
    await expect(noor.getByText('This is not your password. Try it once more.')).toBeVisible()
    await expect(noor.getByLabel('Your password')).toBeFocused()
    await noor.keyboard.press('ControlOrMeta+a')
    await noor.keyboard.type(password)
    await noor.keyboard.press('Enter')
    await expect(noor.getByRole('heading', { level: 1, name: 'What was said around Maria' })).toBeVisible()
    await look(noor, 'duty-records')
  })
  await test.step('she reads what was said; it is not for paper, and there is no copy', async () => {
    await noor.getByRole('link', { name: /^The meeting on/ }).click()
    await expect(noor.getByText(words)).toBeVisible()
    await look(noor, 'duty-record')
    for (const act of ['Print', 'Save', 'Add'])
      await expect(noor.getByRole('button', { name: act }).or(noor.getByRole('link', { name: act }))).toHaveCount(0)
    await noor.emulateMedia({ media: 'print' })
    await expect(noor.getByText(words)).toBeHidden()
    await expect(noor.getByText('This page is not for paper.')).toBeVisible()
    await noor.emulateMedia({ media: 'screen' })
    await noor.getByRole('button', { name: 'Stop reading now' }).click()
    await expect(noor.getByRole('main').getByText('You have stopped.')).toBeVisible()
    await expect(noor.getByText(words)).toHaveCount(0)
    await noor.reload()
    await expect(noor.getByRole('main').getByText('This hour of reading is over.')).toBeVisible()
  })
  await test.step('Maria is told at her next visit, and reads why', async () => {
    await maria.goto(`/meetings/${meeting}/record`)
    await expect(maria.getByText('Noor, social worker, is not in this network and broke the seal')).toBeVisible()
    await maria.goto(`/networks/${network}`)
    await expect(maria.getByText('Noor, social worker, is not in this network and broke the seal')).toBeVisible()
    await maria.getByText('Who has looked', { exact: true }).click()
    await expect(maria.getByText(reason).first()).toBeVisible()
    await expect(maria.getByText('read what was said, because of a duty')).toBeVisible()
    await look(maria, 'duty-told')
  })
})
