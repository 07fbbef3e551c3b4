import type { BrowserContext, Page } from '@playwright/test'

declare global {
  interface Window {
    /** How many different keys of sound and picture this page has been given. Never the keys themselves. */
    polyphonyKeys?: () => number
  }
}

/**
 * What becomes of the keys that a page is given for sound and picture. wrong: it never has the true one.
 * kept: it goes on with its first, whatever the house hands out later. true: nothing is changed, they are only counted.
 */
export async function keepKeys(context: BrowserContext, which: 'true' | 'wrong' | 'kept'): Promise<void> {
  await context.addInitScript(how => {
    const seen = new Set<string>()
    let first: Uint8Array<ArrayBuffer> | null = null
    const subtle = (crypto as { subtle?: SubtleCrypto }).subtle
    const importKey = subtle?.importKey.bind(subtle) as ((...given: unknown[]) => Promise<CryptoKey>) | undefined
    if (!subtle || !importKey) return
    subtle.importKey = ((format: string, data: ArrayBuffer, algorithm: unknown, ...rest: unknown[]) => {
      if (algorithm !== 'HKDF') return importKey(format, data, algorithm, ...rest)
      const bytes = new Uint8Array(data.slice(0))
      seen.add(bytes.join())
      first ??= bytes
      const taken = how === 'true' ? bytes : how === 'kept' ? first : new Uint8Array(bytes.length)
      return importKey(format, taken, algorithm, ...rest)
    }) as SubtleCrypto['importKey']
    window.polyphonyKeys = () => seen.size
  }, which)
}

/** A browser of before: it knows no way to lock what it sends. */
export async function withoutLock(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    Reflect.deleteProperty(window, 'RTCRtpScriptTransform')
    Reflect.deleteProperty(RTCRtpSender.prototype, 'createEncodedStreams')
    Reflect.deleteProperty(RTCRtpReceiver.prototype, 'createEncodedStreams')
  })
}

export const keysOf = (page: Page): Promise<number> => page.evaluate(() => window.polyphonyKeys?.() ?? 0)

/**
 * Milliseconds of the longest silence in what comes from each of the others, while something is done; the best heard first.
 * Everybody's microphone speaks all the time.
 */
export async function silences(page: Page, during: () => Promise<void>): Promise<number[]> {
  const listening = page.evaluate(
    () =>
      new Promise<number[]>(resolve => {
        const voices = new Map<string, { came: number; heardAt: number; longest: number }>()
        const look = async () => {
          for (const [at, connection] of (window.polyphonyConnections ?? []).entries()) {
            if (connection.connectionState === 'closed') continue
            for (const [id, stat] of await connection.getStats()) {
              if (stat.type !== 'inbound-rtp' || stat.kind !== 'audio') continue
              // Sound that was opened and played: what the decoder had to invent is none.
              const came = (stat.totalSamplesReceived ?? 0) - (stat.concealedSamples ?? 0)
              const name = `${at} ${id}`
              const voice = voices.get(name) ?? { came, heardAt: performance.now(), longest: 0 }
              voice.longest = Math.max(voice.longest, performance.now() - voice.heardAt)
              if (came > voice.came) voice.heardAt = performance.now()
              voices.set(name, { ...voice, came })
            }
          }
          if (!document.title.startsWith('enough ')) return void setTimeout(() => void look(), 50)
          resolve(Array.from(voices.values(), ({ longest }) => Math.round(longest)).sort((a, b) => a - b))
        }
        void look()
      }),
  )
  await during()
  const title = await page.title()
  const name = (words: string) =>
    page.evaluate(to => {
      document.title = to
    }, words)
  await name(`enough ${title}`)
  const heard = await listening
  await name(title)
  return heard
}
