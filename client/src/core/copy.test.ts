import type { DeviceId } from '@polyphony/shared/domain/ids'
import { systemClock } from '@polyphony/shared/domain/time'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fromCopy, toCopy } from './copied.ts'
import { lockedCopy } from './copy.ts'
import type { Drawer, Locked } from './copy.ts'
import { keepCopy } from './copying.ts'
import type { Copies, Copy, CopyState } from './copying.ts'

const chance = { fill: (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes) }
const words = new TextEncoder().encode('I have not told my mother yet')
const [phone, laptop] = ['phone' as DeviceId, 'laptop' as DeviceId]
const newKey = () => crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])

function drawer() {
  const kept = new Map<DeviceId, Locked>()
  const it: Drawer = {
    all: async () => new Map(kept),
    put: async (device, locked, out) => {
      kept.set(device, locked)
      for (const one of out) kept.delete(one)
    },
  }
  return { kept, drawer: it }
}
const open = (given: { key: CryptoKey; drawer: Drawer; device?: DeviceId; name?: string }): Copy =>
  lockedCopy({ name: 'polyphony-copy:one:meeting', device: phone, chance, ...given })

test('what is put in comes out, and what lies on the device says nothing', async () => {
  const [key, { kept, drawer: one }] = [await newKey(), drawer()]
  await open({ key, drawer: one }).put(words)
  const lies = new TextDecoder('latin1').decode(kept.get(phone)?.words)
  expect(lies).not.toContain('mother')
  expect(await open({ key, drawer: one }).take()).toEqual([words])
})

test('[14.3.3] without the key of this very sign-in and meeting there is nothing, and it goes with the next writing', async () => {
  const [key, { kept, drawer: one }] = [await newKey(), drawer()]
  await open({ key, drawer: one, device: laptop }).put(words)
  const later = open({ key: await newKey(), drawer: one })
  expect(await later.take()).toEqual([])
  await later.put(null)
  expect([...kept.keys()]).toEqual([phone])
  const { drawer: other } = drawer()
  for (const [device, locked] of await one.all()) await other.put(device, locked, [])
  expect(await open({ key, drawer: other, name: 'polyphony-copy:another:meeting' }).take()).toEqual([])
})

test('each writing has a nonce of its own, and the newest stands', async () => {
  const [key, { kept, drawer: one }] = [await newKey(), drawer()]
  const copy = open({ key, drawer: one })
  const nonces = new Set<string>()
  for (let at = 0; at < 20; at++) {
    await copy.put(words)
    nonces.add(String(kept.get(phone)?.iv))
  }
  expect(nonces.size).toBe(20)
  await Promise.all([copy.put(words), copy.put(null), copy.put(new Uint8Array([1])), copy.put(new Uint8Array([2]))])
  expect(await open({ key, drawer: one }).take()).toEqual([new Uint8Array([2])])
})

test('words that are not kept and words that were begun go in together, and come out as they were', () => {
  const drafts = { voice: 'half a sent', 'step:new': '“äöü” 🙂' }
  const both = toCopy({ update: words, drafts })
  expect(both && fromCopy(both)).toEqual({ update: words, drafts })
  const begun = toCopy({ update: null, drafts })
  expect(begun && fromCopy(begun)).toEqual({ update: null, drafts })
  expect(toCopy({ update: null, drafts: {} })).toBeNull()
})

test('nothing unsent leaves nothing to bring back', async () => {
  const [key, { drawer: one }] = [await newKey(), drawer()]
  const copy = open({ key, drawer: one })
  await copy.put(words)
  await copy.put(null)
  expect(await copy.take()).toEqual([])
})

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }))
afterEach(() => void vi.useRealTimers())

function keeping(given: { left?: readonly Uint8Array[] | null; refuses?: boolean } = {}) {
  const put: (Uint8Array | null)[] = []
  const told = { states: [] as CopyState[], found: [] as Uint8Array[], wiped: 0, put }
  const copy: Copy = { put: async update => void put.push(update), take: async () => given.left ?? [] }
  const copies: Copies = {
    left: async () => (given.left ? copy : null),
    begin: async () => {
      if (given.refuses) throw new Error('no key')
      return copy
    },
    wipe: () => told.wiped++,
  }
  const ending = new AbortController()
  const it = keepCopy({
    copies,
    clock: systemClock,
    content: () => words,
    found: update => told.found.push(update),
    changed: state => told.states.push(state),
    signal: ending.signal,
  })
  return { it, told, ending }
}
const soon = () => vi.advanceTimersByTimeAsync(300)

test('nothing is kept before its person asks for it', async () => {
  const { it, told, ending } = keeping()
  it.look()
  it.written()
  await soon()
  expect([told.put, told.states]).toEqual([[], ['off']])
  ending.abort()
  expect(told.wiped).toBe(0)
})

test('asked for: what is written is kept within a moment; turned off, or left: wiped', async () => {
  const { it, told, ending } = keeping()
  it.keep(true)
  await soon()
  expect(told.states).toEqual(['opening', 'on'])
  const before = told.put.length
  for (let at = 0; at < 10; at++) it.written()
  await soon()
  expect(told.put.length).toBe(before + 1)
  it.keep(false)
  expect(told.wiped).toBe(1)
  it.written()
  await soon()
  expect(told.put.length).toBe(before + 1)
  it.keep(true)
  await soon()
  ending.abort()
  expect(told.wiped).toBe(2)
})

test('a tab that is gone has left words: they come back once, and go on being kept', async () => {
  const { it, told } = keeping({ left: [words] })
  it.look()
  it.look()
  await soon()
  expect([told.found, told.states]).toEqual([[words], ['on']])
  expect(told.put.at(-1)).toEqual(words)
})

test('no key: said so, and nothing is kept', async () => {
  const { it, told } = keeping({ refuses: true })
  it.keep(true)
  await soon()
  expect(told.states).toEqual(['opening', 'failed'])
  it.written()
  await soon()
  expect(told.put).toEqual([])
})
