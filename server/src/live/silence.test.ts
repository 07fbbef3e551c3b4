import { seconds } from '@polyphony/shared/domain/time'
import { expect, test } from 'vitest'
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
