import { seconds } from '@polyphony/shared/domain/time'
import { expect, test } from 'vitest'
import { fakeClock } from '../testing/clock.ts'
import { openLiveScene, until } from './live.testing.ts'

test('[D3] a phone that falls silent in the middle of a meeting: the room pauses within ten seconds', async () => {
  const scene = await openLiveScene()
  try {
    await scene.here(scene.sam)
    const maria = await scene.here(scene.maria)
    // The line stands and nothing comes over it any more: a tunnel, an empty battery.
    const silent = () => undefined
    Object.assign(maria.socket.io.engine, { _sendPacket: silent })
    const from = scene.house.clock.now()
    await until(async () => expect((await scene.state()).phase).toBe('paused'), seconds(15))
    const row = await scene.house.db
      .selectFrom('meeting_event')
      .select(['at', 'body'])
      .where('meeting', '=', scene.meeting)
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    expect(row.body).toContain('door-paused')
    expect(row.at - from).toBeGreaterThan(seconds(3))
    expect(row.at - from).toBeLessThan(seconds(10.5))
  } finally {
    await scene.close()
  }
}, 30_000)

test('[D3] a timer that rings a moment early does not keep the door open for ever', async () => {
  const clock = fakeClock()
  const hasty = { now: clock.now, after: (span: number, then: () => void) => clock.after(span - 1, then) }
  const scene = await openLiveScene(hasty)
  try {
    await scene.here(scene.sam)
    const maria = await scene.here(scene.maria)
    maria.close()
    await until(async () => expect((await scene.state()).graceSince).toBe(clock.now()))
    clock.pass(seconds(8) - 1)
    expect((await scene.state()).phase).toBe('open')
    await until(async () => {
      clock.pass(1)
      expect((await scene.state()).phase).toBe('paused')
    })
  } finally {
    await scene.close()
  }
})
