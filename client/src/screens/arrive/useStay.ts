import type { Way } from '@polyphony/shared/domain/seat'
import { systemClock } from '@polyphony/shared/domain/time'
import { useEffect, useRef } from 'react'
import type { Own } from '../../media/own.ts'
import { leavingQuickly } from '../../ui/leave.ts'
import { goAway, stay, staying } from './stay.ts'

interface StayGiven {
  readonly meeting: string
  readonly own: Own | null
  /** null: not in the room. */
  readonly way: Way | null
}

const tab = (): Storage => sessionStorage

/** Keeps what is on when the page goes away, and turns it on again when it is loaded anew: it was chosen just before. */
export function useStay({ meeting, own, way }: StayGiven): void {
  const fresh = useRef(true)
  useEffect(() => {
    if (own === null) return
    const kept = fresh.current ? staying(tab, meeting, systemClock.now()) : null
    fresh.current = false
    if (way === null) return goAway(tab)
    if (kept && (kept.microphone || kept.camera)) void own.turnOn(kept)
    const going = (): void => {
      const { microphone, camera } = own.state.getState()
      const on = { microphone: wished(microphone.is), camera: wished(camera.is) }
      stay(tab, { meeting, way, ...on, at: systemClock.now() })
    }
    const over = new AbortController()
    addEventListener('pagehide', going, { signal: over.signal })
    // Somebody came into the room at home: no trace, and no way back by itself.
    addEventListener(leavingQuickly, () => over.abort(), { signal: over.signal })
    return () => over.abort()
  }, [meeting, own, way])
}

const wished = (is: string): boolean => is === 'on' || is === 'starting'
