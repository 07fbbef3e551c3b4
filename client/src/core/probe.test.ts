import type { Clock } from '@polyphony/shared/domain/time'
import { expect, test } from 'vitest'
import { openProbe } from './probe.ts'

/** The other end of the wires, in the test's hand. */
function house(given: { answer?: (path: string, init: RequestInit) => Promise<Response> } = {}) {
  const lines: Line[] = []
  class Line extends EventTarget {
    onclose: (() => void) | null = null
    closed = false
    readonly url: string
    constructor(url: string) {
      super()
      this.url = url
      lines.push(this)
    }
    close(): void {
      this.closed = true
    }
  }
  let now = 0
  const timers: { at: number; then: () => void }[] = []
  const clock: Clock = {
    now: () => now,
    after: (span, then) => {
      const timer = { at: now + span, then }
      timers.push(timer)
      return () => void timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0)
    },
  }
  const pass = (span: number): void => {
    now += span
    for (const timer of timers.filter(({ at }) => at <= now)) timer.then()
  }
  const ending = new AbortController()
  const asked: string[] = []
  const probe = openProbe({
    clock,
    WebSocket: Line as unknown as typeof WebSocket,
    fetch: (async (path: string, init: RequestInit = {}) => {
      asked.push(`${init.method ?? 'GET'} ${path}`)
      return await (given.answer?.(path, init) ?? Promise.reject(new TypeError('no line')))
    }) as typeof fetch,
    server: 'wss://house.example',
    signal: ending.signal,
  })
  const say = (text: string) => lines.at(-1)?.dispatchEvent(new MessageEvent('message', { data: text }))
  const opens = () => lines.at(-1)?.dispatchEvent(new Event('open'))
  return { probe, lines, say, opens, pass, ending, asked }
}

test('the quick line works when the house greets on it, and is let go at once', async () => {
  const { probe, lines, say, opens } = house()
  const live = probe.live()
  opens()
  say('0{"sid":"x"}')
  expect(await live).toBe(true)
  expect(lines[0]).toMatchObject({ url: 'wss://house.example/live/?EIO=4&transport=websocket', closed: true })
})

test('the line of the notes works when it opens; that there is no such meeting is no matter', async () => {
  const { probe, opens } = house()
  const sync = probe.sync()
  opens()
  expect(await sync).toBe(true)
})

test('a line that breaks, one that never answers and one that nobody waits for any more do not work', async () => {
  const { probe, lines, pass, ending } = house()
  const broken = probe.live()
  lines[0]?.onclose?.()
  expect(await broken).toBe(false)
  const silent = probe.sync()
  pass(8000)
  expect(await silent).toBe(false)
  const left = probe.live()
  ending.abort()
  expect(await left).toBe(false)
  expect(lines.every(({ closed }) => closed)).toBe(true)
})

test('the slow line is greeted by plain requests, and closed again', async () => {
  const { probe, asked } = house({
    answer: async (_path, { method }) => new Response(method === 'POST' ? 'ok' : '0{"sid":"a b"}'),
  })
  expect(await probe.fallback()).toBe(true)
  expect(asked).toEqual(['GET /live/?EIO=4&transport=polling', 'POST /live/?EIO=4&transport=polling&sid=a%20b'])
})

test('a page of a proxy is not the house', async () => {
  expect(await house({ answer: async () => new Response('<h1>Blocked</h1>') }).probe.fallback()).toBe(false)
  expect(await house().probe.fallback()).toBe(false)
  expect(await house({ answer: async () => new Response('no', { status: 403 }) }).probe.roundTrip()).toBe(null)
})

test('the way there and back is the middle one of five, without the first', async () => {
  const took = [900, 40, 20, 300, 30, 50]
  const it = house({
    answer: async () => {
      it.pass(took.shift() ?? 0)
      return new Response('{}')
    },
  })
  expect(await it.probe.roundTrip()).toBe(40)
})

test('another server answers or does not; what it says is not read', async () => {
  const modes: (string | undefined)[] = []
  const answers = house({
    answer: async (_path, init) => {
      modes.push(init.mode, init.credentials)
      return new Response('unauthorised', { status: 401 })
    },
  })
  expect(await answers.probe.answers('https://media.example.org/rtc/validate')).toBe(true)
  expect(modes).toEqual(['no-cors', 'omit'])
  expect(await house().probe.answers('https://media.example.org/rtc/validate')).toBe(false)
})
