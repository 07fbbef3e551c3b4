/** Why a microphone or camera does not work. Closed: each has a sentence in i18n. */
export const troubles = [
  'denied',
  'denied-by-device',
  'none',
  'in-use',
  'insecure',
  'in-app',
  'old-browser',
  'no-answer',
  'taken',
] as const
export type Trouble = (typeof troubles)[number]

/** What getUserMedia throws → why. Names: W3C Media Capture and Streams §10.2.1, and older ones of Safari and Firefox. */
export function troubleOf(error: unknown): Trouble {
  const name = error instanceof Error || error instanceof DOMException ? error.name : ''
  const message = error instanceof Error ? error.message : ''
  switch (name) {
    case 'NotAllowedError':
    case 'PermissionDeniedError':
    case 'SecurityError':
      // Chromium and Safari tell the operating system's refusal only in the message.
      return /system|denied by (?:the )?(?:os|platform)/i.test(message) ? 'denied-by-device' : 'denied'
    case 'NotFoundError':
    case 'DevicesNotFoundError':
    case 'OverconstrainedError':
      return 'none'
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      return 'in-use'
    case 'TypeError':
      return 'insecure'
    case 'TimeoutError':
      return 'no-answer'
    default:
      return 'old-browser'
  }
}

/** What is known before asking. null: ask. */
export function troubleBefore(given: {
  readonly secure: boolean
  readonly canAsk: boolean
  readonly userAgent: string
}): Trouble | null {
  if (given.canAsk) return null
  if (!given.secure) return 'insecure'
  return inApp(given.userAgent) ? 'in-app' : 'old-browser'
}

/** Browsers inside mail and chat apps: most of them cannot give microphone or camera. */
export function inApp(userAgent: string): boolean {
  if (
    /FBAN|FBAV|FB_IAB|Instagram|Barcelona|WhatsApp|Line\/|MicroMessenger|KAKAOTALK|Snapchat|TikTok|musical_ly|Bytedance|LinkedInApp|Twitter|Telegram|Pinterest|GSA\//i.test(
      userAgent,
    )
  )
    return true
  if (/Android/.test(userAgent) && /; wv\)/.test(userAgent)) return true
  // iOS: every real browser says Safari/ (also CriOS and FxiOS); a bare web view does not.
  return /iPhone|iPad|iPod/.test(userAgent) && !/Safari\//.test(userAgent)
}

export type Browser =
  | 'safari-ios'
  | 'chrome-android'
  | 'firefox-android'
  | 'samsung'
  | 'safari'
  | 'firefox'
  | 'chrome'
  | 'edge'
  | 'other'

/** Whose way back to tell. */
export function browserAt(userAgent: string, touch: number): Browser {
  const phone = /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && touch > 1)
  if (phone) return 'safari-ios'
  if (/SamsungBrowser/.test(userAgent)) return 'samsung'
  if (/Android/.test(userAgent)) return /Firefox/.test(userAgent) ? 'firefox-android' : 'chrome-android'
  if (/Firefox/.test(userAgent)) return 'firefox'
  if (/Edg\//.test(userAgent)) return 'edge'
  if (/Chrom/.test(userAgent)) return 'chrome'
  return /Safari/.test(userAgent) ? 'safari' : 'other'
}
