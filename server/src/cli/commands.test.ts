import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { MeetingId } from '@polyphony/shared/domain/ids'
import { minutes } from '@polyphony/shared/domain/time'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noteCannotTalk } from '../meetings/safety.ts'
import { fakeClock } from '../testing/clock.ts'
import { holdMeeting } from '../testing/meeting.ts'
import type { TestHouse } from '../testing/house.ts'
import { testHouse } from '../testing/house.ts'

/** The commands as they are called at the machine, over a data folder that a whole house has written. */
let dataDir: string
let open: TestHouse
let meeting: MeetingId
const file = () => join(dataDir, 'polyphony.db')
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'polyphony-cli-'))
  const clock = fakeClock()
  open = await testHouse({ dataDir, clock })
  const sam = await open.signInAsStaff({ name: 'Sam' })
  const { network, centre } = await open.makeNetwork({ by: sam })
  const people = [centre, sam.person]
  meeting = await open.makeMeeting({ by: sam, network, people })
  await holdMeeting(open, { meeting, people, owner: centre })
  for (const act of ['record', 'meeting', 'record'] as const) await sam.browser.call(act, { meeting })
  const password = 'a long walk by the sea'
  const noor = await open.signInAsStaff({ name: 'Noor', profession: 'social worker', password })
  await noor.browser.call('breakSeal', { address: meeting, kind: 'law', reason: 'A court asks for it, A1.', password })
  await noteCannotTalk(open.context, { meeting, person: centre, shown: true })
  clock.pass(minutes(1))
  await noteCannotTalk(open.context, { meeting, person: centre, shown: false })
})
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

async function call(command: string, folder = dataDir): Promise<{ code: number | null; out: string; err: string }> {
  const main = fileURLToPath(new URL(`./${command}.ts`, import.meta.url))
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
    env: { PATH: process.env.PATH, DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stdout.on('data', part => {
    out += String(part)
  })
  child.stderr.on('data', part => {
    err += String(part)
  })
  const code = await new Promise<number | null>(resolve => child.once('close', resolve))
  return { code, out, err }
}

describe('verify-access', { timeout: 60_000 }, () => {
  test('says that the log is whole while the house is open, and what its newest line is', async () => {
    const { code, out } = await call('verify-access')
    expect(out).toMatch(/^Who has looked is whole: every line is as it was written\.\n[0-9a-f-]{36} [0-9a-f]{64}\n$/)
    expect(code).toBe(0)
  })

  test('says so when there is nothing to check', async () => {
    const { code, err } = await call('verify-access', join(dataDir, 'nothing'))
    expect([code, err]).toEqual([1, expect.stringContaining('There is no data of Polyphony in')])
  })

  test('safety-log says who could not talk, when, and whether anybody saw', async () => {
    const { out } = await call('safety-log')
    expect(out.split('\n')).toEqual([
      `Tuesday 12 January 2027, 18:00, London time: Maria could not talk freely. A practitioner saw it. Network of Maria, meeting ${meeting}.`,
      `Tuesday 12 January 2027, 18:01, London time: Maria could not talk freely. No practitioner saw it. Network of Maria, meeting ${meeting}.`,
      '',
    ])
  })

  test('finds one changed byte in the file, wherever in the log it is', async () => {
    await open.close()
    const honest = readFileSync(file())
    const places = ['read-record', 'read-meeting', 'broke-seal', 'A court asks'].flatMap(act =>
      everyPlaceOf(honest, act),
    )
    expect(places.length).toBeGreaterThan(2)
    let found = 0
    for (const place of places) {
      for (const at of [place + 3, place + 20]) {
        const changed = Buffer.from(honest)
        changed[at] = (changed[at] ?? 0) ^ 1
        writeFileSync(file(), changed)
        const { code, err } = await call('verify-access')
        expect([code, err], `byte ${at}`).toEqual([1, expect.stringMatching(/was changed, in network|cannot be read/)])
        found += 1
      }
    }
    expect(found).toBe(places.length * 2)
    writeFileSync(file(), honest)
    expect((await call('verify-access')).code).toBe(0)
  })
})

function everyPlaceOf(bytes: Buffer, text: string): number[] {
  const places: number[] = []
  for (let at = bytes.indexOf(text); at !== -1; at = bytes.indexOf(text, at + 1)) places.push(at)
  return places
}
