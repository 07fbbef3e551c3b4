import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { root } from './support/sources.ts'

/** What somebody on an old phone and a bad line has to load. DESIGN §15. */
const kilobyte = 1000
const dist = join(root, 'client', 'dist')

interface Chunk {
  readonly file: string
  readonly isEntry?: boolean
  readonly imports?: readonly string[]
  readonly dynamicImports?: readonly string[]
}
type Manifest = Readonly<Record<string, Chunk>>

const manifest = readManifest()
const entry = keyOf(([, chunk]) => chunk.isEntry === true, 'the entry')

describe('the budget of JavaScript', () => {
  test('the way in by a link takes at most 120 kB', () => {
    const join = keyOf(([key]) => key.endsWith('screens/arrive/Join.tsx'), 'the page a link opens')
    const arrive = keyOf(([key]) => key.endsWith('screens/arrive/Meeting.tsx'), 'the page where one arrives')
    const files = together(...[entry, join, arrive].map(key => reach(key)))
    expect(weigh(files), tell(files)).toBeLessThanOrEqual(120 * kilobyte)
  })

  test('the room takes at most 300 kB, without LiveKit', () => {
    const room = keyOf(([key]) => key.endsWith('screens/room/Room.tsx'), 'the room')
    // What the room brings later by itself counts too. The record is not of the room: it comes when the meeting is over.
    const later = broughtBy(room).filter(key => !isLiveKit(key) && !/screens\/Record/.test(key) && !isOpened(key))
    const files = together(...[entry, room, ...later].map(key => reach(key)))
    expect(weigh(files), tell(files)).toBeLessThanOrEqual(300 * kilobyte)
  })

  test('what is opened in the room in its own time takes at most 15 kB each, and 40 kB together', () => {
    const room = keyOf(([key]) => key.endsWith('screens/room/Room.tsx'), 'the room')
    const there = together(reach(entry), reach(room))
    const opened = broughtBy(room).filter(isOpened)
    expect(opened.length).toBeGreaterThan(5)
    const beyond = (keys: readonly string[]) =>
      together(...keys.map(key => reach(key))).filter(key => !there.includes(key))
    for (const key of opened) expect(weigh(beyond([key])), key).toBeLessThanOrEqual(15 * kilobyte)
    expect(weigh(beyond(opened)), tell(beyond(opened))).toBeLessThanOrEqual(40 * kilobyte)
  })

  test('every other screen takes at most 120 kB', () => {
    const screens = Object.keys(manifest).filter(key => isScreen(key) && !key.includes('/room/'))
    expect(screens.length).toBeGreaterThan(8)
    for (const screen of screens) {
      const files = together(reach(entry), reach(screen))
      expect(weigh(files), tell(files)).toBeLessThanOrEqual(120 * kilobyte)
    }
  })

  test('LiveKit is loaded only by those who need it', () => {
    const start = [entry, ...(manifest[entry]?.dynamicImports ?? [])]
    const before = together(...start.map(key => reach(key)))
    expect(before.filter(key => isLiveKit(key) || /livekit-client/i.test(read(key)))).toEqual([])
  })

  test('the help page needs no JavaScript', () => {
    const page = readFileSync(join(dist, 'help.html'), 'utf8')
    expect(page).toContain('tel:')
    expect(page).not.toMatch(/<script|javascript:|\son\w+=/i)
  })

  test('the pages are what was measured: nothing is loaded from elsewhere', () => {
    const pages = readdirSync(dist).filter(name => name.endsWith('.html'))
    expect(pages).toContain('index.html')
    for (const page of pages) {
      expect(readFileSync(join(dist, page), 'utf8')).not.toMatch(/(?:src|href)="(?:https?:)?\/\//)
    }
  })
})

function readManifest(): Manifest {
  const file = join(dist, '.vite', 'manifest.json')
  if (!existsSync(file)) throw new Error('The client is not built. Run "pnpm build" first.')
  return JSON.parse(readFileSync(file, 'utf8')) as Manifest
}

function keyOf(which: (entry: [string, Chunk]) => boolean, what: string): string {
  const found = Object.entries(manifest).find(which)
  if (!found) throw new Error(`${what} has no chunk of its own in Vite's manifest. Load it with import().`)
  return found[0]
}

/** Everything that is loaded with this chunk at once. */
function reach(from: string): string[] {
  const seen = new Set<string>()
  const walk = (key: string): void => {
    const chunk = manifest[key]
    if (seen.has(key) || !chunk) return
    seen.add(key)
    for (const next of chunk.imports ?? []) walk(next)
  }
  walk(from)
  return [...seen]
}

const broughtBy = (key: string): readonly string[] => manifest[key]?.dynamicImports ?? []
/** A part of the room with a file of its own: asked for by a person, or fetched when the first minute is over. */
const isOpened = (key: string) => key.startsWith('src/screens/room/')
const together = (...lists: string[][]) => [...new Set(lists.flat())]
const isScreen = (key: string) => key.startsWith('src/screens/')
const isLiveKit = (key: string) => /livekit/i.test(key)
const read = (key: string) => readFileSync(join(dist, manifest[key]?.file ?? ''), 'utf8')
const weight = (key: string) => (manifest[key]?.file.endsWith('.js') ? gzipSync(read(key), { level: 9 }).length : 0)
const weigh = (keys: readonly string[]) => keys.reduce((sum, key) => sum + weight(key), 0)
const tell = (keys: readonly string[]) =>
  keys
    .toSorted((a, b) => weight(b) - weight(a))
    .map(key => `${(weight(key) / kilobyte).toFixed(1).padStart(7)} kB  ${key}`)
    .join('\n')
