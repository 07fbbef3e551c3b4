import { type Instant, type Span, seconds } from '@polyphony/shared/domain/time'
import type { Line } from './session.ts'

/** One look at a pair, from its connection state and getStats. */
export interface Look {
  readonly now: Instant
  readonly connection: RTCPeerConnectionState
  /** What the other device says it sends. */
  readonly expects: { readonly sound: boolean; readonly picture: boolean }
  /** Counted since the pair was built. */
  readonly soundPackets: number
  readonly pictureFrames: number
  /** Share of lost packets since the last look, 0 to 1. */
  readonly loss: number
  /** Milliseconds. null: not measured. */
  readonly roundTrip: number | null
}

/** What is remembered from look to look. */
export interface Watch {
  readonly lookedAt: Instant
  readonly wasConnected: boolean
  /** Since when the connection is not there. null: it is. */
  readonly apartSince: Instant | null
  /** Since when something that is said to be sent does not come. */
  readonly silentSince: Instant | null
  readonly soundPackets: number
  readonly pictureFrames: number
  readonly restartedAt: Instant | null
  /** How long making the connection may take this time. */
  readonly patience: Span
}

/** restart: new ICE, same pair. rebuild: a new pair in place of this one. */
export type Act = 'nothing' | 'restart' | 'rebuild'

/** A phone that changes from wireless to mobile is apart for a moment; most come back by themselves before this. */
export const apartBeforeRestart = seconds(3)
const apartBeforeRebuild = seconds(12)
const setUpBeforeRebuild = seconds(10)
const setUpAtMost = seconds(40)
const silentBeforeRestart = seconds(4)
const silentBeforeRebuild = seconds(8)
const betweenRestarts = seconds(5)
/** A tab that slept looks again after a long gap: what it remembers says nothing about the line. */
const asleep = seconds(10)

/** attempt: how often this pair was built in vain. A slow phone that is built anew too early never gets there. */
export function beginWatch(now: Instant, attempt = 0): Watch {
  return {
    lookedAt: now,
    wasConnected: false,
    apartSince: now,
    silentSince: null,
    soundPackets: 0,
    pictureFrames: 0,
    restartedAt: null,
    patience: Math.min(setUpAtMost, setUpBeforeRebuild * 1.5 ** attempt),
  }
}

/** Decides from two looks what a pair needs. Pure, so that every fault can be played through in a test. */
export function watchPair(before: Watch, look: Look): { readonly watch: Watch; readonly act: Act } {
  const slept = look.now - before.lookedAt > asleep
  const connected = look.connection === 'connected'
  const apartSince = connected ? null : slept ? look.now : (before.apartSince ?? look.now)
  const soundStands = look.expects.sound && look.soundPackets <= before.soundPackets
  const pictureStands = look.expects.picture && look.pictureFrames <= before.pictureFrames
  const silent = connected && (soundStands || pictureStands)
  const silentSince = silent ? (slept ? look.now : (before.silentSince ?? before.lookedAt)) : null
  const next: Watch = {
    lookedAt: look.now,
    wasConnected: before.wasConnected || connected,
    apartSince,
    silentSince,
    soundPackets: look.soundPackets,
    pictureFrames: look.pictureFrames,
    // A line that is well forgets its troubles.
    restartedAt: connected && !silent ? null : before.restartedAt,
    patience: before.patience,
  }
  const act = actOn(next, look)
  return { watch: act === 'restart' ? { ...next, restartedAt: look.now } : next, act }
}

function actOn(watch: Watch, look: Look): Act {
  const apart = watch.apartSince === null ? 0 : look.now - watch.apartSince
  const silent = watch.silentSince === null ? 0 : look.now - watch.silentSince
  // Closed behind our back, as some phones do to a page that was away: nothing brings it back.
  if (look.connection === 'closed') return 'rebuild'
  if (!watch.wasConnected) return apart >= watch.patience || look.connection === 'failed' ? 'rebuild' : 'nothing'
  if (apart >= apartBeforeRebuild || silent >= silentBeforeRebuild) return 'rebuild'
  const due = look.connection === 'failed' || apart >= apartBeforeRestart || silent >= silentBeforeRestart
  const rested = watch.restartedAt === null || look.now - watch.restartedAt >= betweenRestarts
  return due && rested ? 'restart' : 'nothing'
}

const weakLoss = 0.05
const weakRoundTrip = 600

/** The one word for a tile. */
export function lineOf(watch: Watch, look: Look): Line {
  if (!watch.wasConnected) return 'connecting'
  if (watch.apartSince !== null) return look.now - watch.apartSince >= apartBeforeRestart ? 'lost' : 'weak'
  if (watch.silentSince !== null && look.now - watch.silentSince >= silentBeforeRestart) return 'lost'
  return look.loss > weakLoss || (look.roundTrip ?? 0) > weakRoundTrip ? 'weak' : 'well'
}
