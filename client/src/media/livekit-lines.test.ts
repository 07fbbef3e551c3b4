import type { DeviceId } from '@polyphony/shared/domain/ids'
import { seconds } from '@polyphony/shared/domain/time'
import type { Signal } from '@polyphony/shared/wire/media'
import { expect, test } from 'vitest'
import { type Coming, linesOf } from './livekit-lines.ts'

type StreamState = NonNullable<Coming['track']>['streamState']

const [maria, sam] = ['maria', 'sam'] as [DeviceId, DeviceId]
const report = (...stats: readonly object[]): RTCStatsReport =>
  new Map(stats.map((stat, at) => [`${at}`, { id: `${at}`, ...stat }])) as unknown as RTCStatsReport
const pair = (roundTrip: number) =>
  ({ type: 'candidate-pair', nominated: true, state: 'succeeded', currentRoundTripTime: roundTrip }) as const

/** A line that loses as much as is said, at a look every two seconds. */
function scene() {
  let now = 0
  let [came, lost] = [0, 0]
  const line = { lossIn: 0, lossOut: 0, roundTrip: 0.08 }
  const told: Signal[] = []
  const enabled = { sound: true, picture: true }
  let streamState = 'active' as StreamState
  let outs = 0
  let saves = false
  let encodings = [{ maxFramerate: 24, maxBitrate: 600_000 }]
  const sender = {
    getParameters: () => ({ encodings: encodings.map(one => ({ ...one })) }),
    setParameters: async (next: { encodings: typeof encodings }) => {
      encodings = next.encodings
    },
  } as unknown as RTCRtpSender
  const coming = (what: keyof typeof enabled) => ({
    setEnabled: (on: boolean) => {
      enabled[what] = on
    },
    track: {
      get streamState() {
        return what === 'picture' ? streamState : ('active' as StreamState)
      },
      getRTCStatsReport: async () =>
        report({ type: 'inbound-rtp', packetsReceived: came / 2, packetsLost: lost / 2 }, pair(line.roundTrip)),
    },
  })
  const [sound, picture] = [coming('sound'), coming('picture')]
  const lines = linesOf({
    clock: { now: () => now, after: () => () => undefined },
    circle: () => [maria],
    coming: () => ({ sound, picture }),
    going: () => [
      {
        track: {
          getRTCStatsReport: async () =>
            report({ type: 'remote-inbound-rtp', fractionLost: line.lossOut }, pair(line.roundTrip)),
        },
        sender,
      },
    ],
    saves: () => saves,
    send: signal => void told.push(signal),
    onOut: () => {
      outs += 1
    },
  })
  return {
    lines,
    line,
    told,
    enabled,
    framesOut: () => encodings[0]?.maxFramerate,
    outs: () => outs,
    savesData: (is: boolean) => {
      saves = is
    },
    pauses: (is: boolean) => {
      streamState = (is ? 'paused' : 'active') as StreamState
    },
    passes: (span: number) => {
      now += span
    },
    looks: async (times: number) => {
      const seen: (string | null)[] = []
      for (let look = 0; look < times; look++) {
        now += seconds(2)
        came += 100 * (1 - line.lossIn)
        lost += 100 * line.lossIn
        await lines.look()
        const slow = lines.slowOf(maria)
        if (seen.at(-1) !== slow || seen.length === 0) seen.push(slow)
      }
      return seen
    },
  }
}

test('a bad line in: the picture stands still, then sound only, and back by itself; nobody else is told', async () => {
  const { line, looks, enabled, told } = scene()
  expect(await looks(5)).toEqual([null])
  line.lossIn = 0.25
  expect(await looks(12)).toEqual([null, 'still', 'sound'])
  expect(enabled).toEqual({ sound: true, picture: false })
  line.lossIn = 0
  expect(await looks(20)).toEqual(['sound', 'still', null])
  expect({ enabled, told }).toEqual({ enabled: { sound: true, picture: true }, told: [] })
})

test('a hopeless line in: not even sound is asked for, until it is tried again', async () => {
  const { line, looks, enabled } = scene()
  line.lossIn = 0.6
  expect(await looks(18)).toEqual([null, 'still', 'sound', 'notes'])
  expect(enabled).toEqual({ sound: false, picture: false })
  line.lossIn = 0
  expect((await looks(40)).at(-1)).toBeNull()
  expect(enabled).toEqual({ sound: true, picture: true })
})

test('a bad line out: less goes out, step by step, and all are told each time, up as well as down', async () => {
  const { line, looks, lines, told, framesOut, outs } = scene()
  line.lossOut = 0.25
  await looks(6)
  expect({ out: lines.out(), frames: framesOut(), outs: outs() }).toEqual({ out: 'still', frames: 1, outs: 1 })
  await looks(6)
  expect(lines.out()).toBe('sound')
  line.lossOut = 0
  await looks(20)
  expect({ out: lines.out(), frames: framesOut() }).toEqual({ out: 'picture', frames: 24 })
  const said = told.map(({ slow }) => slow).filter((slow, at, all) => slow !== all[at - 1])
  expect(said).toEqual(['still', 'sound', 'still', 'none'])
})

test('what they say of their own line stands on their tile; what they no longer say is forgotten', async () => {
  const { lines, passes } = scene()
  lines.take({ from: maria, session: '', slow: 'sound' })
  expect([lines.slowOf(maria), lines.slowOf(sam)]).toEqual(['sound', null])
  passes(seconds(10))
  expect(lines.slowOf(maria)).toBeNull()
  lines.take({ from: maria, session: '', slow: 'still' })
  lines.take({ from: maria, session: 'of an offer' })
  expect(lines.slowOf(maria)).toBe('still')
  lines.take({ from: maria, session: '', slow: 'none' })
  expect(lines.slowOf(maria)).toBeNull()
})

test('a picture that the media server stops by itself stands still; the worse of both lines is said', async () => {
  const { lines, pauses } = scene()
  pauses(true)
  expect(lines.slowOf(maria)).toBe('still')
  lines.take({ from: maria, session: '', slow: 'notes' })
  expect(lines.slowOf(maria)).toBe('notes')
  lines.take({ from: maria, session: '', slow: 'none' })
  pauses(false)
  expect(lines.slowOf(maria)).toBeNull()
})

test('less data: a face stands still, now and then it is seen anew, and the sound goes on; nobody calls it a slow line', async () => {
  const { savesData, looks, enabled } = scene()
  savesData(true)
  const seen: boolean[] = []
  for (let look = 0; look < 10; look++) {
    expect(await looks(1)).toEqual([null])
    seen.push(enabled.picture)
    expect(enabled.sound).toBe(true)
  }
  expect(seen.map(Number).join('')).toBe('1000000010')
  savesData(false)
  await looks(1)
  expect(enabled.picture).toBe(true)
})
