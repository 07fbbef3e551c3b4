import { seeded } from '../src/testing/seeded.ts'
import { below, none, percentile } from './fault.ts'
import type { Fault, Given } from './fault.ts'
import { makeHome } from './support/home.ts'
import { assertInvariants, settle } from './support/invariants.ts'
import { askDisk, readDisk } from './support/log.ts'
import { openTypist, type } from './support/typist.ts'
import { pass, until } from './support/waiting.ts'

/** F13: a link is taken back while its owner types. */
export const revoked: Fault = { number: 'F13', title: 'a right is taken back while somebody types', run }

async function run({ size }: Given) {
  const times = size === 'full' ? 10 : 3
  const home = await makeHome({ people: times + 2 })
  const [closedIn, seatIn]: [number[], number[]] = [[], []]
  let after = 0
  let back = 0
  try {
    await home.start()
    await home.comeIn()
    const chance = seeded(5)
    const [, ...typists] = home.guests.map(guest => openTypist({ port: home.port, guest, meeting: home.meeting }))
    await settle(typists)
    const typing = setInterval(() => {
      for (const { doc } of typists) type(doc, chance, 'still here ')
    }, 15)
    for (let i = 0; i < times; i++) {
      const typist = typists[i]
      const seat = home.seats[i + 1]
      if (!typist || !seat) throw new Error('somebody is missing')
      const { person } = typist.guest
      const [link] = askDisk(home.dataDir, 'SELECT id FROM link WHERE person = ? AND revoked_at IS NULL', person)
      await pass(200)
      const rowsOf = () => readDisk(home.dataDir, home).rows.filter(row => row.person === person)
      const began = performance.now()
      await home.nurse.browser.call('revokeLink', { link: link?.id as never })
      const at = Date.now()
      closedIn.push((await until('the line is closed', () => typist.closes.length > 0, { every: 2 })) + 0)
      seatIn.push(await until('the seat is closed', () => !seat.entered(), { every: 2 }))
      closedIn[closedIn.length - 1] = performance.now() - began
      // They try again and again, as an unmodified client does; nothing of it is taken.
      await pass(1200)
      if (typist.synced()) back++
      after += rowsOf().filter(row => row.at > at).length
      if (i === 0) {
        const others = typists.filter(other => other !== typist)
        clearInterval(typing)
        await settle(others)
        await assertInvariants({
          fault: 'F13',
          home,
          typists: others,
          promised: typist.promised,
          revoked: { person, at },
        })
      }
      typist.close()
      typists[i] = openTypist({ port: home.port, guest: home.nurse, meeting: home.meeting })
    }
    for (const typist of typists) typist.close()
  } finally {
    await home.end()
  }
  return {
    runs: times,
    figures: [
      below('the line of the notes is closed, worst', { is: percentile(closedIn, 1) / 1000, bar: 1, unit: 's' }),
      below('the seat is closed, worst', { is: percentile(seatIn, 1) / 1000, bar: 1, unit: 's' }),
      none('rows of theirs after the answer', after),
      none('who came back in', back),
    ],
  }
}
