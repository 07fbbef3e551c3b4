import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { arrangeMeeting, password, setUpClinic } from './arranged.ts'
import type { Arranged } from './arranged.ts'
import { caller, tokenOf } from './calls.ts'
import type { Caller } from './calls.ts'
import { joinBy, seatOf } from './circle.ts'
import type { Way } from './circle.ts'
import type { House } from './house.ts'
import type { Somebody } from './story.ts'

/**
 * A whole circle: Sam and Aino of the team, Maria on a phone, her mother Elena and her brother Tomas at one device,
 * and Ivo who interprets. Rosa is asked too, and does not come.
 */
export interface Gathered extends Arranged {
  readonly staff: Caller
  readonly sam: Page
  readonly aino: Page
  readonly maria: Page
  /** Elena's device, with Tomas beside her. */
  readonly home: Page
  readonly ivo: Page
  readonly everyone: readonly Page[]
}

export async function gather(given: {
  readonly house: House
  readonly somebody: (name: string, how?: { phone?: boolean; media?: boolean }) => Promise<Somebody>
  readonly way: Way
}): Promise<Gathered> {
  const { house, somebody, way } = given
  const staff = await setUpClinic(house)
  const arranged = await arrangeMeeting(staff, {
    people: [
      { name: 'Elena', relation: 'mother' },
      { name: 'Tomas', relation: 'brother' },
      { name: 'Rosa', relation: 'neighbour' },
    ],
    team: [await comesIntoTeam(house, staff)],
  })
  const { meeting, network, link } = arranged
  const { person: ivo } = await staff.call('addPerson', {
    network,
    name: 'Ivo',
    relation: 'Czech and English',
    kind: 'interpreter',
  })
  await staff.call('inviteToMeeting', { meeting, person: ivo })
  const ivos = await staff.call('makeLink', { meeting, person: ivo })

  const come = async (name: string, how: { link: string; phone?: boolean; way?: Way | null }): Promise<Page> => {
    const { page } = await somebody(name, { phone: how.phone ?? false })
    await joinBy(page, how.link, how.way ?? way)
    return page
  }
  const maria = await come('Maria', { link: await link('Maria'), phone: true })
  const { page: home } = await somebody('Elena')
  await home.goto(await link('Elena'))
  await home.getByRole('button', { name: 'Open my invitation' }).click()
  await home.getByRole('checkbox', { name: 'Tomas' }).check()
  await home.getByRole('button', { name: way }).click()
  await home.getByRole('button', { name: 'Come in', exact: true }).click()
  const sam = await come('Sam', { link: await link('Sam') })
  const aino = await come('Aino', { link: await link('Aino') })
  const everyone = [sam, aino, maria, home, await come('Ivo', { link: ivos.url, way: 'With notes only' })]
  for (const page of everyone) {
    for (const name of ['Maria', 'Elena', 'Tomas', 'Sam', 'Aino', 'Ivo']) await expect(seatOf(page, name)).toBeVisible()
  }
  return { ...arranged, staff, sam, aino, maria, home, ivo: everyone.at(-1) ?? home, everyone }
}

async function comesIntoTeam(house: House, staff: Caller) {
  const { url } = await staff.call('inviteStaff', {
    name: 'Aino',
    email: 'aino@clinic.example',
    profession: 'peer practitioner',
    administrator: false,
  })
  const aino = caller(house.url)
  await aino.call('acceptStaffInvitation', { token: tokenOf(url), name: 'Aino', password })
  return aino.me().person
}

/** At a device with several people: who speaks and writes now. */
export async function nowIs(page: Page, name: string): Promise<void> {
  const group = page.getByRole('group', { name: 'Who speaks or writes now?' })
  await group.getByText(name, { exact: true }).click()
  await expect(group.getByRole('radio', { name })).toBeChecked()
}
