import { useEffect } from 'react'

/** While somebody is in the room the screen stays on. */
export function useAwake(): void {
  useEffect(() => {
    const over = new AbortController()
    let lock: WakeLockSentinel | null = null
    const stayOn = async (): Promise<void> => {
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
      try {
        const got = await navigator.wakeLock.request('screen')
        if (over.signal.aborted) await got.release()
        else lock = got
      } catch {
        // A battery that is nearly empty refuses; the meeting goes on.
      }
    }
    // The browser lets go whenever the tab is out of sight.
    document.addEventListener('visibilitychange', () => void stayOn(), { signal: over.signal })
    void stayOn()
    return () => {
      over.abort()
      void lock?.release().catch(() => undefined)
    }
  }, [])
}
