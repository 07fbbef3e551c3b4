import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fakeClock } from '../testing/clock.ts'
import type { TestHouse } from '../testing/house.ts'
import { testHouse } from '../testing/house.ts'
import { seedDemo } from './demo.ts'

describe('a meeting to try out', () => {
  const clock = fakeClock()
  let house: TestHouse
  let first: readonly string[]
  beforeAll(async () => {
    house = await testHouse({ clock })
    first = await seedDemo(house.context)
  })
  afterAll(() => house.close())

  const tokens = (lines: readonly string[]) => lines.flatMap(line => /\/join#(\S+)$/.exec(line)?.slice(1) ?? [])
  const open = async (token: string) => await house.browser().call('join', { token })

  it('has a link for each of the six, with their name and what they are', () => {
    expect(tokens(first)).toHaveLength(6)
    for (const words of [
      'Maria',
      'Elena .*mother',
      'Tomas .*brother',
      'Rosa .*neighbour',
      'Sam .*nurse',
      'Aino .*peer practitioner',
    ])
      expect(first.some(line => new RegExp(`${words}.*http`).test(line))).toBe(true)
  })

  it('every link opens the meeting for its person', async () => {
    const names: (string | undefined)[] = []
    for (const token of tokens(first)) names.push((await open(token)).who?.name)
    expect(names.sort()).toEqual(['Aino', 'Elena', 'Maria', 'Rosa', 'Sam', 'Tomas'])
  })

  it('has no default account: the house is not set up by it, and its staff can sign in with no password', async () => {
    expect((await house.browser().call('service')).setUpDone).toBe(false)
    const staff = await house.db.selectFrom('staff').select(['email', 'password_hash']).execute()
    expect(staff).toHaveLength(2)
    for (const { email, password_hash } of staff) {
      expect(password_hash).toMatch(/^\$argon2id\$/)
      const answer = await house.browser().send('POST', '/api/sign-in', { body: { email, password: '' } })
      expect(answer).toMatchObject({ status: 401, body: { fault: 'wrong-password' } })
    }
  })

  it('asked again, makes new links for the same meeting; the old ones end', async () => {
    const before = await house.db.selectFrom('meeting').select('id').execute()
    const again = await seedDemo(house.context)
    expect(await house.db.selectFrom('meeting').select('id').execute()).toEqual(before)
    expect(await house.db.selectFrom('network').select('id').execute()).toHaveLength(1)
    await expect(open(tokens(first)[0] ?? '')).rejects.toMatchObject({ refusal: { fault: 'link-revoked' } })
    expect((await open(tokens(again)[0] ?? '')).who?.meeting).toBe(before[0]?.id)
  })

  it('asked again when that meeting has ended, arranges the next one in the same network', async () => {
    await house.db.updateTable('meeting').set({ phase: 'ended', ended_at: clock.now() }).execute()
    const again = await seedDemo(house.context)
    expect(await house.db.selectFrom('meeting').select('id').execute()).toHaveLength(2)
    expect(await house.db.selectFrom('network').select('id').execute()).toHaveLength(1)
    expect(tokens(again)).toHaveLength(6)
  })
})
