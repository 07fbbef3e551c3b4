import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hours } from '@polyphony/shared/domain/time'
import { notesText } from '../../src/sync/desk.testing.ts'
import { fakeClock } from '../../src/testing/clock.ts'
import { testHouse } from '../../src/testing/house.ts'
import { holdMeeting, inRoom, writeEntry } from '../../src/testing/meeting.ts'
import { openNotes } from '../../src/testing/wires.ts'
import { dump } from '../support/dump.ts'
import { until } from '../support/waiting.ts'
import { fixtures, migrationsOf } from './fixtures.ts'

/**
 * pnpm faults:schema. Run once when a migration is added and before it is released: keeps a small house as this version
 * writes it, so that every later version proves that it still opens it (F16). A released fixture is never made again: what
 * people have on their disks does not change either. One that is not released yet may be deleted and made anew.
 */
const dataDir = mkdtempSync(join(tmpdir(), 'polyphony-schema-'))
const house = await testHouse({ dataDir, clock: fakeClock() })
const sam = await house.signInAsStaff({ name: 'Sam', administrator: true })
const { network, centre, people } = await house.makeNetwork({ by: sam })
const elena = people.Elena ?? centre
const everybody = [centre, elena, sam.person]
const ended = await house.makeMeeting({ by: sam, network, people: everybody })
const guest = await house.signInAsGuest({ meeting: ended, person: elena, by: sam })
await holdMeeting(house, { meeting: ended, people: everybody, owner: elena })
await guest.browser.call('record', { meeting: ended })
const password = 'a long walk by the sea'
const noor = await house.signInAsStaff({ name: 'Noor', profession: 'social worker', password })
const reason = 'The school is afraid for the little sister.'
const { reading } = await noor.browser.call('breakSeal', { address: ended, kind: 'danger', reason, password })
await noor.browser.call('dutyRecord', { reading, meeting: ended })
const startsAt = house.clock.now() + hours(2)
const coming = await house.makeMeeting({ by: sam, network, people: everybody, startsAt })
const maria = await house.signInAsGuest({ meeting: coming, person: centre, by: sam })
await inRoom(house, { meeting: coming, person: centre }).do({ do: 'arrive', way: 'notes' })
const notes = openNotes(house, { guest: maria, meeting: coming })
await until('Maria may write', () => notes.provider.synced && notes.rights()?.write === true)
notesText(notes.doc).insert(0, 'I have not slept since Sunday. ')
await until('it is kept', () => notes.kept() >= 2)
notes.close()
await writeEntry(house, { meeting: coming, kind: 'question', author: elena, words: 'Who sits with Maria at night?' })
await house.close()

const path = join(dataDir, 'polyphony.db')
const kept = fixtures().flatMap(({ migrations }) => migrations)
const missing = migrationsOf(path).filter(name => !kept.includes(name))
const key = `-- secrets.key ${readFileSync(join(dataDir, 'secrets.key')).toString('hex')}`
if (missing.length > 0) writeFileSync(join(import.meta.dirname, `${missing.join('_')}.sql`), `${key}\n${dump(path)}`)
rmSync(dataDir, { recursive: true, force: true })
process.stdout.write(missing.length > 0 ? `kept: ${missing.join(', ')}\n` : 'every migration has its fixture already\n')
