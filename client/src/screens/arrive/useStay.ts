import type { Way } from '@polyphony/shared/domain/seat'
import { useEffect, useRef } from 'react'
import type { Own } from '../../media/own.ts'
import { goAway, stay, staying } from './stay.ts'

interface StayGiven {
  readonly meeting: string
  readonly own: Own | null
  /** null: not in the room. */
  readonly way: Way | null
}

const tab = (): Storage => sessionStorage

/** Keeps what is on while in the room, and turns it on again after the page was loaded anew: it was chosen before. */
export function useStay({ meeting, own, way }: StayGiven): void {
  const fresh = useRef(true)
  useEffect(() => {
    if (own === null) return
    const kept = fresh.current ? staying(tab, meeting) : null
    fresh.current = false
    if (way === null) return goAway(tab)
    if (kept && (kept.microphone || kept.camera)) void own.turnOn(kept)
    const keep = (): void => {
      const { microphone, camera } = own.state.getState()
      stay(tab, { meeting, way, microphone: wished(microphone.is), camera: wished(camera.is) })
    }
    keep()
    return own.state.subscribe(keep)
  }, [meeting, own, way])
}

const wished = (is: string): boolean => is === 'on' || is === 'starting'
