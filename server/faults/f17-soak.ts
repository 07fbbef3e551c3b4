import { notesOf } from '@polyphony/shared/notebook/schema'
import * as Y from 'yjs'
import { seeded } from '../src/testing/seeded.ts'
import { below, figure, percentile } from './fault.ts'
import type { Fault, Given } from './fault.ts'
import { makeHome } from './support/home.ts'
import { assertInvariants, settle } from './support/invariants.ts'
import type { Pulse } from './support/process.ts'
import { openTypist } from './support/typist.ts'
import { pass, until } from './support/waiting.ts'

/** F17: twenty people write for a long time; now and then somebody's line goes and comes. */
export const soaked: Fault = { number: 'F17', title: 'twenty people for a long time', run }

async function run({ size, minutes, seed, say }: Given) {
  const lasts = (minutes ?? (size === 'full' ? 10 : 0.07)) * 60_000
  const people = size === 'full' ? 20 : 8
  const chance = seeded(seed ?? 17)
  const home = await makeHome({ people })
  try {
    const running = await home.start({ watched: true })
    await home.comeIn()
    const typists = home.guests.map(guest => openTypist({ port: home.port, guest, meeting: home.meeting }))
    await settle(typists)
    await until('a pulse', () => running.pulses.length > 0)
    const first = running.pulses.length
    const began = performance.now()
    let typed = 0
    const typing = setInterval(() => {
      for (const { doc } of typists) {
        // Somebody who writes types three times a second, and not everybody writes at once.
        if (chance.below(12) > 0) continue
        write(doc)
        typed++
      }
      if (chance.below(200) === 0) typists[chance.below(typists.length)]?.provider.ws?.close()
    }, 60)
    for (let told = 0; performance.now() - began < lasts; ) {
      await pass(Math.min(1000, lasts))
      if (performance.now() - began > (told + 1) * 60_000) {
        told++
        const { rss = 0, heap = 0 } = running.pulses.at(-1) ?? {}
        const held = heldIn(running.pulses).at(-1) ?? 0
        say(`F17: ${told} min, ${typed} typed, rss ${mb(rss)} MB, heap ${mb(heap)} MB, held ${mb(held)} MB`)
      }
    }
    clearInterval(typing)
    const pulses = running.pulses.slice(first)
    const settled = await settle(typists)
    const { rows } = await assertInvariants({ fault: 'F17', home, typists, ...(seed !== null && { seed }) })
    for (const typist of typists) typist.close()
    // What Node takes for itself in the first minutes is no leak.
    const calm = pulses.slice(Math.floor(pulses.length / 2))
    const held = heldIn(pulses)
    const long = lasts >= 60 * 60_000
    return {
      runs: typed,
      figures: [
        long
          ? below('memory held grows by, an hour, in the second half', {
              is: slope(held.slice(Math.floor(held.length / 2))),
              bar: 1,
              unit: 'MB',
            })
          : figure('memory grows by, in the second half', `${rise(calm).toFixed(1)} MB`, '< 20 MB', rise(calm) < 20),
        below('event loop late, p99 of the worst second but 1 %', {
          is: percentile(
            pulses.map(({ late }) => late),
            0.99,
          ),
          bar: size === 'full' ? 50 : 250,
          unit: 'ms',
        }),
        below('in step at the end after', { is: settled / 1000, bar: 5, unit: 's' }),
        figure('rows in the log', String(rows), `> ${Math.floor(typed / 40)}`, rows > typed / 40),
      ],
    }
  } finally {
    await home.end()
  }
}

const mb = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1)

/** The middle of the last third above the middle of the first: one tall second says nothing. */
function rise(pulses: readonly Pulse[]): number {
  const third = Math.max(1, Math.floor(pulses.length / 3))
  const middle = (some: readonly Pulse[]): number =>
    percentile(
      some.map(({ rss }) => rss),
      0.5,
    )
  return (middle(pulses.slice(-third)) - middle(pulses.slice(0, third))) / 1024 / 1024
}

/** MB an hour, by least squares over one figure a minute. */
function slope(bytes: readonly number[]): number {
  const middle = (bytes.length - 1) / 2
  const mean = bytes.reduce((sum, one) => sum + one, 0) / bytes.length
  let [above, under] = [0, 0]
  bytes.forEach((one, i) => {
    above += (i - middle) * (one - mean)
    under += (i - middle) ** 2
  })
  return ((above / under) * 60) / 1024 / 1024
}

const heldIn = (pulses: readonly Pulse[]): number[] => pulses.flatMap(({ held }) => (held === null ? [] : [held]))

/** Everybody has a paragraph of their own, writes on at its end, and begins anew when it is long: what is held has a limit. */
const longest = 1500
function write(doc: Y.Doc): void {
  const notes = notesOf(doc)
  const mine = paragraphs.get(doc)
  doc.transact(() => {
    if (mine && mine.length < longest) return mine.insert(mine.length, 'ab ')
    const at = mine ? notes.toArray().indexOf(mine.parent as Y.XmlElement) : -1
    if (at >= 0) notes.delete(at, 1)
    const [paragraph, text] = [new Y.XmlElement('paragraph'), new Y.XmlText('ab ')]
    paragraph.insert(0, [text])
    notes.insert(notes.length, [paragraph])
    paragraphs.set(doc, text)
  })
}
const paragraphs = new WeakMap<Y.Doc, Y.XmlText>()
