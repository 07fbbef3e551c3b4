import type { Clock, Span } from '@polyphony/shared/domain/time'
import { seconds } from '@polyphony/shared/domain/time'
import { livePath } from '@polyphony/shared/wire/paths'
import { syncPath } from '@polyphony/shared/wire/sync'

/** Whether the wires of the house can be reached from here. Nobody enters a room for it, and nothing is written. */
export interface WireProbe {
  live(): Promise<boolean>
  /** The same line by plain requests, where a network blocks WebSockets. */
  fallback(): Promise<boolean>
  sync(): Promise<boolean>
  /** Milliseconds of one question and its answer: the middle one of several. null: no answer came. */
  roundTrip(): Promise<Span | null>
  /** An address of another server that answers at all. */
  answers(url: string): Promise<boolean>
}

const patience = seconds(8)
/** The first opens the line and is not counted. */
const questions = 6

export function openProbe(given: {
  readonly clock: Clock
  readonly fetch: typeof fetch
  readonly WebSocket: typeof WebSocket
  /** ws or wss, without a path. */
  readonly server: string
  readonly signal: AbortSignal
}): WireProbe {
  const { clock, fetch, WebSocket, server, signal } = given

  const socket = (path: string, isThere: (event: Event) => boolean): Promise<boolean> =>
    new Promise(resolve => {
      const line = new WebSocket(`${server}${path}`)
      const end = (works: boolean): void => {
        tired()
        signal.removeEventListener('abort', gone)
        line.onclose = null
        line.close()
        resolve(works)
      }
      const gone = (): void => end(false)
      const tired = clock.after(patience, gone)
      signal.addEventListener('abort', gone)
      for (const name of ['open', 'message'] as const) line.addEventListener(name, event => isThere(event) && end(true))
      line.onclose = gone
    })
  const asked = async (path: string, init: RequestInit = {}): Promise<Response> =>
    await fetch(path, { cache: 'no-store', signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]), ...init })
  const orNot = async (work: () => Promise<boolean>): Promise<boolean> => await work().catch(() => false)

  return {
    // Engine.IO greets with a packet of type 0 before it asks who comes (protocol 4, "handshake").
    live: () =>
      socket(`${livePath}/?EIO=4&transport=websocket`, event => 'data' in event && String(event.data).startsWith('0')),
    fallback: () =>
      orNot(async () => {
        const path = `${livePath}/?EIO=4&transport=polling`
        const greeting = await (await asked(path)).text()
        if (!greeting.startsWith('0')) return false
        const { sid } = JSON.parse(greeting.slice(1)) as { sid: string }
        // Type 1 closes it: nobody waits for it.
        const closed = await asked(`${path}&sid=${encodeURIComponent(sid)}`, { method: 'POST', body: '1' })
        return closed.ok
      }),
    // No meeting has this name: the house opens the line and says so. That it opened is what is asked.
    sync: () => socket(`${syncPath}/try`, event => event.type === 'open'),
    roundTrip: async () => {
      const took: Span[] = []
      for (let turn = 0; turn < questions; turn++) {
        const before = clock.now()
        const answered = await orNot(async () => (await asked('/api/health')).ok)
        if (!answered) return null
        if (turn > 0) took.push(clock.now() - before)
      }
      return took.toSorted((a, b) => a - b)[Math.floor(took.length / 2)] ?? null
    },
    // Its pages are not ours to read: that an answer came is all there is to know.
    answers: url =>
      orNot(async () => {
        await asked(url, { mode: 'no-cors', credentials: 'omit' })
        return true
      }),
  }
}
