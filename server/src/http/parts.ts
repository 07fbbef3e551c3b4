import { once } from 'node:events'
import type { Response } from 'express'

/**
 * Sends what is still being read, as fast as the other end takes it. When reading fails in the middle the line is cut: a
 * file that ends early must not look whole.
 */
export async function sendInParts(response: Response, parts: AsyncIterable<string>): Promise<void> {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  try {
    for await (const part of parts) {
      if (response.closed) return
      if (!response.write(part)) await once(response, 'drain', { signal: gone.signal })
    }
    response.end()
  } catch (error) {
    const isTheirs = gone.signal.aborted
    response.destroy()
    if (!isTheirs) throw error
  }
}
