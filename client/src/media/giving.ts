import { type Clock, seconds } from '@polyphony/shared/domain/time'
import type { BodyGiven } from './body.ts'
import { type Stairs, stepOf, top, tread } from './ladder.ts'
import type { Pair } from './pairs.ts'
import { type Sending, sendingFor, smallUpTo } from './quality.ts'
import { lineNow } from './remotes.ts'
import type { Said } from './said.ts'

/** Pictures wait this long for pairs that are still being made. */
const soundFirst = seconds(12)
/** People breathe, and look for words. */
const speaksOn = seconds(5)
/** Short of breath, then not, then again: a picture that changes its size all the time disturbs. */
const breathFor = seconds(20)

/** What goes out of this device to each of the others, and what it says of it. */
export interface Giving {
  /** Makes what is sent over this pair equal to what the person wishes and the room, the line and the device allow. */
  put(pair: Pair): void
  putAll(): void
  /** Somebody here speaks, or no longer: for a while their picture is worth more. */
  speaks(now: boolean): void
  close(): void
  /** From all pairs together: the processor is the same for all. */
  breathe(): void
}

export function createGiving(
  given: Pick<BodyGiven, 'own' | 'state' | 'change'> & {
    readonly clock: Clock
    readonly pairs: () => readonly Pair[]
    /** All devices that exchange, this one among them. */
    readonly devices: () => number
    /** The screen that is shown, if one is. */
    readonly shared: () => MediaStreamTrack | null
  },
): Giving {
  const { own, state, change, clock, pairs, devices, shared } = given
  let boosted = false
  let endBoost: () => void = () => undefined
  let strain: Stairs = { ...top, patience: breathFor }

  const isOn = (what: 'microphone' | 'camera'): boolean => own.state.getState()[what].is === 'on'
  const sendingTo = (pair: Pair | null): Sending => {
    const { saves } = own.state.getState()
    return sendingFor({
      devices: devices(),
      speaks: boosted,
      weak: pair !== null && lineNow(pair, { now: clock.now(), saves }) === 'weak',
      strain: strain.at,
      saves,
      ...(pair && { step: stepOf(pair.ladder), asked: pair.said?.see === true, less: pair.said?.less === true }),
    })
  }

  /** An old phone that encodes pictures for some is too busy to be heard by the others: hearing each other comes first. */
  const stillBeingMade = ({ peer, watch, builtAt }: Pair): boolean =>
    !watch.wasConnected && peer.connection.connectionState !== 'connected' && clock.now() - builtAt < soundFirst

  const restsWhy = (pair: Pair, sending: Sending): Said['rests'] => {
    if (devices() > smallUpTo && sending.picture === null) return 'many'
    return pair.said?.less !== true && strain.at > 1 ? 'busy' : undefined
  }

  const put = (pair: Pair): void => {
    const { peer, device } = pair
    const { held, resting, sees } = state.getState()
    const { saves } = own.state.getState()
    const sending = sendingTo(pair)
    const silent = held || resting
    pair.pictured ||= !pairs().some(stillBeingMade)
    const shows = pair.pictured && !held
    const step = stepOf(pair.ladder)
    const camera = isOn('camera')
    const rests = camera && shows ? restsWhy(pair, sending) : undefined
    peer.setSaving(saves)
    peer.setSending(sending)
    peer.put('sound', silent || sending.sound === null ? null : own.track('microphone'))
    peer.put('picture', shows ? own.track('camera') : null)
    peer.put('share', held ? null : shared())
    peer.say({
      microphone: isOn('microphone') && !silent ? 'on' : 'off',
      picture: camera && shows && sending.picture !== null,
      share: shared() !== null && !held,
      ...(step !== 'picture' && (camera || step === 'notes') && { slow: step }),
      ...(rests && { rests }),
      see: sees.includes(device),
      less: saves,
    })
  }
  const putAll = (): void => {
    for (const pair of pairs()) put(pair)
    const { picture } = sendingTo(null)
    const sends = picture === null ? 'sound' : picture.height < 360 ? 'small-picture' : 'picture'
    change({ sends })
  }

  const boost = (on: boolean): void => {
    if (boosted === on) return
    boosted = on
    putAll()
  }

  return {
    put,
    putAll,
    speaks: now => {
      endBoost()
      if (now) boost(true)
      else endBoost = clock.after(speaksOn, () => boost(false))
    },
    close: () => endBoost(),
    breathe: () => {
      const isBad = pairs().some(({ counts }) => counts?.isBusy === true)
      strain = tread(strain, { now: clock.now(), isBad, isGood: !isBad, last: 2 })
    },
  }
}
