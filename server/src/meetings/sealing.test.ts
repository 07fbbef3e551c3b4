import type { MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import { days } from '@polyphony/shared/domain/time'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { inRoom } from '../testing/meeting.ts'
import { carryOver } from './carrying.ts'
import type { Scene } from './room.testing.ts'
import { openScene } from './room.testing.ts'

let scene: Scene
beforeEach(async () => {
  scene = await openScene()
})
afterEach(async () => await scene.close())

describe('the end', () => {
  const together = { do: 'end-meeting', how: 'together' } as const
  const writable = async () => {
    await scene.write('question', 'And now?')
    return (await scene.house.context.notebooks.read(scene.meeting)).entries.length
  }

  test('[C2] [C4] seals the record and makes the meeting that was agreed, for the same people', async () => {
    await scene.does('Maria', { do: 'arrive', way: 'sound' })
    await scene.does('Sam', { do: 'arrive', way: 'sound' })
    await scene.does('Sam', { do: 'begin-closing' })
    const at = scene.clock.now() + days(7)
    const next = { next: 'at', at, zone: 'Europe/Helsinki', place: 'home', placeWords: 'at Elena’s' } as const
    await scene.does('Maria', { do: 'agree-next-meeting', next })
    await scene.does('Sam', together)
    const record = await scene.house.db
      .selectFrom('record')
      .selectAll()
      .where('meeting', '=', scene.meeting)
      .executeTakeFirstOrThrow()
    const { nextMeeting } = JSON.parse(record.body)
    const row = await scene.house.db
      .selectFrom('meeting')
      .selectAll()
      .where('id', '=', nextMeeting)
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ starts_at: at, zone: 'Europe/Helsinki', place: 'home', phase: 'arranged' })
    const of = async (id: MeetingId) =>
      (await scene.house.db.selectFrom('invited').select('person').where('meeting', '=', id).execute()).map(
        one => one.person,
      )
    expect((await of(nextMeeting)).sort()).toEqual((await of(scene.meeting)).sort())
    expect(await scene.refusal(scene.does('Maria', { do: 'arrive', way: 'sound' }))).toBe('meeting-ended')
  })

  test('[C2] whoever they agree on is asked to the next meeting, and stands in the record', async () => {
    await scene.does('Maria', { do: 'arrive', way: 'sound' })
    await scene.does('Maria', { do: 'begin-closing' })
    const who = [scene.person('Maria'), scene.person('Sam')]
    const at = scene.clock.now() + days(7)
    const next = { next: 'at', at, zone: 'UTC', place: 'online', placeWords: '', who } as const
    await scene.does('Maria', { do: 'agree-next-meeting', next })
    await scene.does('Maria', together)
    const record = await scene.house.db
      .selectFrom('record')
      .select('body')
      .where('meeting', '=', scene.meeting)
      .executeTakeFirstOrThrow()
    const { nextMeeting, next: agreed } = JSON.parse(record.body) as { nextMeeting: MeetingId; next: unknown }
    expect(agreed).toMatchObject({ who })
    const asked = await scene.house.db
      .selectFrom('invited')
      .select('person')
      .where('meeting', '=', nextMeeting)
      .execute()
    expect(asked.map(({ person }) => person).sort()).toEqual([...who].sort())
  })

  test('[C2] who interprets comes for one meeting: not asked to the next, and no page of the network', async () => {
    const { house, network, sam } = scene
    const added = { network, name: 'Noor', relation: 'interpreter', kind: 'interpreter' } as const
    const noor = (await sam.browser.call('addPerson', added)).person as PersonId
    await sam.browser.call('inviteToMeeting', { meeting: scene.meeting, person: noor })
    const guest = await house.signInAsGuest({ meeting: scene.meeting, person: noor, by: sam })
    const here = inRoom(house, { meeting: scene.meeting, person: noor })
    await here.do({ do: 'arrive', way: 'sound' })
    expect((await scene.state()).phase).toBe('waiting')
    await scene.does('Maria', { do: 'arrive', way: 'sound' })
    await scene.does('Maria', { do: 'begin-closing' })
    const next = { next: 'at', at: scene.clock.now() + days(7), zone: 'UTC', place: 'online', placeWords: '' } as const
    await scene.does('Maria', { do: 'agree-next-meeting', next })
    await scene.does('Maria', together)
    const { record } = await guest.browser.call('record', { meeting: scene.meeting })
    const maria = await house.signInAsGuest({ meeting: scene.meeting, person: scene.person('Maria'), by: sam })
    expect(record).toEqual((await maria.browser.call('record', { meeting: scene.meeting })).record)
    const after = record.nextMeeting as MeetingId
    const asked = await house.db.selectFrom('invited').select('person').where('meeting', '=', after).execute()
    expect(asked.map(({ person }) => person)).not.toContain(noor)
    expect(asked).toHaveLength(3)
    await expect(guest.browser.call('meeting', { meeting: after })).rejects.toThrow('not-yours')
    await expect(guest.browser.call('network', { network })).rejects.toThrow('not-yours')
    await expect(guest.browser.call('accessLog', { network })).rejects.toThrow('not-yours')
  })

  test('who was heard from is forgotten; the memory has no gap and gives the same room again', async () => {
    await scene.does('Maria', { do: 'arrive', way: 'sound' })
    await scene.does('Sam', { do: 'arrive', way: 'sound' })
    await scene.does('Sam', { do: 'mark-heard', person: scene.person('Maria'), how: 'spoke' })
    await scene.does('Maria', { do: 'want-to-speak', wants: true })
    const rows = async () =>
      await scene.house.db
        .selectFrom('meeting_event')
        .select(['seq', 'at', 'body', 'person'])
        .where('meeting', '=', scene.meeting)
        .orderBy('seq')
        .execute()
    const before = await rows()
    const place = before.findIndex(({ body }) => body.includes('heard'))
    const touch = { body: '{"is":"forgotten"}', person: null }
    const early = scene.house.db
      .updateTable('meeting_event')
      .set(touch)
      .where('seq', '=', place + 1)
    await expect(early.execute()).rejects.toThrow('never changed')
    await scene.does('Maria', { do: 'end-meeting', how: 'without-closing' })
    const after = await rows()
    expect(after[place]).toEqual({ ...before[place], ...touch })
    expect(after.filter((_, at) => at !== place).slice(0, before.length - 1)).toEqual(
      before.filter((_, at) => at !== place),
    )
    const kept = await scene.state()
    await scene.house.restart()
    expect(await scene.state()).toEqual(kept)
    const other = scene.house.db.updateTable('meeting_event').set(touch).where('seq', '=', 1)
    await expect(other.execute()).rejects.toThrow('never changed')
  })

  test('[C2] refused for what has not been read back, it seals nothing', async () => {
    await scene.does('Maria', { do: 'arrive', way: 'sound' })
    await writable()
    await scene.does('Maria', { do: 'begin-closing' })
    await scene.does('Maria', { do: 'agree-next-meeting', next: { next: 'none' } })
    expect(await scene.refusal(scene.does('Maria', together))).toBe('read-back-needed')
    expect(await writable()).toBe(2)
    const { entries } = await scene.house.context.notebooks.read(scene.meeting)
    for (const { id } of entries) {
      expect(await scene.refusal(scene.does('Maria', together))).toBe('read-back-needed')
      expect((await scene.state()).closing?.place).toEqual({ is: 'entry', entry: id })
      await scene.does('Maria', { do: 'read-on', from: { is: 'entry', entry: id } })
    }
    expect(await scene.refusal(scene.does('Maria', together))).toBe(null)
  })

  test('[C4] when the record cannot be kept the meeting goes on, and so do its words', async () => {
    await scene.does('Maria', { do: 'arrive', way: 'sound' })
    const broken = { meeting: scene.meeting, hash: '', body: '{}', sealed_at: 0 }
    await scene.house.db.insertInto('record').values(broken).execute()
    expect(await scene.refusal(scene.does('Maria', { do: 'end-meeting', how: 'without-closing' }))).toContain(
      'StoreTrouble',
    )
    expect((await scene.state()).phase).toBe('open')
    expect(await writable()).toBe(1)
    expect(await scene.refusal(scene.does('Maria', { do: 'pause-together', pause: true }))).toBe(null)
  })

  test('what stays open is carried once, however often the carrying was begun', async () => {
    await scene.does('Maria', { do: 'arrive', way: 'sound' })
    const question = await scene.write('question', 'Why at night?')
    const step = await scene.write('step', 'Ring the school.')
    await scene.does('Maria', { do: 'accept-step', step, date: '2027-03-01' })
    await scene.does('Maria', { do: 'end-meeting', how: 'without-closing' })
    const former = scene.meeting
    scene.meeting = await scene.another()
    // Killed after the words, before the events.
    await carryOver(scene.house.context, scene.meeting)
    await Promise.all([
      scene.does('Sam', { do: 'arrive', way: 'sound' }),
      scene.does('Maria', { do: 'arrive', way: 'sound' }),
    ])
    await scene.does('Elena', { do: 'arrive', way: 'sound' })
    const { entries } = await scene.house.context.notebooks.read(scene.meeting)
    expect(entries.map(({ kind, author }) => [kind, author])).toEqual([
      ['question', scene.sam.person],
      ['step', scene.sam.person],
    ])
    const state = await scene.state()
    const at = { meeting: former, at: scene.clock.now() }
    expect(Object.values(state.questions)).toEqual([{ ended: null, carried: [{ ...at, entry: question }] }])
    expect(Object.values(state.steps)).toMatchObject([
      { owner: scene.person('Maria'), date: '2027-03-01', carried: [{ ...at, entry: step }] },
    ])
    expect(Object.keys(state.steps)[0]).toBe(entries[1]?.id)
  })
})
