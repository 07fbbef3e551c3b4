import { useEffect, useState } from 'react'
import { openOwn } from '../../media/open-own.ts'
import type { Own } from '../../media/own.ts'
import { leavingQuickly } from '../../ui/leave.ts'

/** This person's microphone and camera, from arriving until they leave this page. "Leave quickly" lets go at once. */
export function useOwn(): Own | null {
  const [own, setOwn] = useState<Own | null>(null)
  useEffect(() => {
    const gone = new AbortController()
    const made = openOwn(gone.signal)
    setOwn(made)
    addEventListener(leavingQuickly, made.release, { signal: gone.signal })
    return () => gone.abort()
  }, [])
  return own
}
