import { useEffect } from 'react'
import { t } from '../../i18n/i18n.ts'

/** While somebody is in the room the screen stays on, and the tab says so in neutral words. */
export function useAwake(): void {
  useEffect(() => {
    const before = document.title
    document.title = t('media.tab')
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
      // "Leave quickly" has emptied it on purpose.
      if (document.title !== '') document.title = before
    }
  }, [])
}
