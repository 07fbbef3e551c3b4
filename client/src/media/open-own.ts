import { systemClock } from '@polyphony/shared/domain/time'
import { createOwn, type Own } from './own.ts'

/**
 * This person's microphone and camera on this device. Asks nothing of the browser. Apart from open.ts: whoever arrives or
 * tries the connection needs nothing of the circle's lines yet.
 */
export function openOwn(signal: AbortSignal): Own {
  return createOwn({
    clock: systemClock,
    signal,
    // Absent in insecure origins and in browsers inside other apps, whatever the types say.
    devices: (navigator as { mediaDevices?: MediaDevices }).mediaDevices,
    storage: keptHere(),
    secure: isSecureContext,
    userAgent: navigator.userAgent,
    onReturn: then =>
      document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && then(), { signal }),
    savesEverywhere: (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true,
  })
}

/** Some private windows throw at the mere mention. */
function keptHere(): Storage | null {
  try {
    return localStorage
  } catch {
    return null
  }
}
