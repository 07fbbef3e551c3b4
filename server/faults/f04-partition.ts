import { seeded } from '../src/testing/seeded.ts'
import { Broken, below, none, percentile } from './fault.ts'
import type { Fault, Given } from './fault.ts'
import { makeHome } from './support/home.ts'
import { assertInvariants, settle } from './support/invariants.ts'
import { openProxy } from './support/proxy.ts'
import { difference } from './support/replicas.ts'
import { openScreen } from './support/screen.ts'
import { openTypist, type } from './support/typist.ts'
import { pass, until } from './support/waiting.ts'

/** F4: the line between some people and the house is cut, in both directions or in one, and comes back. */
export const partitioned: Fault = { number: 'F4', title: 'the line is cut, both ways or one way', run }

type Cut = 'both' | 'to-house' | 'from-house' | 'torn'

async function run({ size, seed, say }: Given) {
  const spans: readonly (readonly [Cut, number])[] =
    size === 'full'
      ? [
          ['both', 1],
          ['to-house', 3],
          ['from-house', 3],
          ['torn', 5],
          ['both', 12],
          ['to-house', 20],
          ['from-house', 45],
          ['both', 60],
        ]
      : [
          ['both', 1],
          ['to-house', 1.5],
          ['from-house', 1.5],
          ['torn', 1],
        ]
  const chance = seeded(seed ?? 4)
  const home = await makeHome({ people: 5 })
  const proxy = await openProxy(home.port)
  const [together, shown]: [number[], number[]] = [[], []]
  let lied = 0
  try {
    await home.start()
    await home.comeIn()
    const [a, b, c, d, e] = home.guests
    if (!a || !b || !c || !d || !e) throw new Error('somebody is missing')
    const { meeting, dataDir } = home
    const cutOff = [a, b].map(guest => openTypist({ port: proxy.port, guest, meeting }))
    const inside = [c, d].map(guest => openTypist({ port: home.port, guest, meeting }))
    const screen = await openScreen({ port: proxy.port, guest: e, meeting, dataDir })
    const all = [...cutOff, ...inside]
    await settle(all)
    await until('the screen says saved', () => screen.says() === 'saved')
    for (const [cut, span] of spans) {
      const typing = setInterval(() => {
        for (const { doc } of all) if (chance.below(3) === 0) type(doc, chance, 'as if nothing ')
      }, 40)
      await pass(300)
      if (cut === 'torn') {
        proxy.cut('both')
        proxy.tear()
      } else proxy.cut(cut)
      screen.write('written into a cut line ')
      // "Saved" must go at once: what was written is on this device only.
      shown.push(await until('it does not say saved', () => screen.says() !== 'saved', { every: 5 }))
      const saysSaved = watchFor(() => screen.says() === 'saved')
      await pass(span * 1000)
      lied += saysSaved()
      clearInterval(typing)
      const began = performance.now()
      proxy.cut('none')
      await settle(all)
      await until('the screen is in step', () => {
        const doc = screen.doc()
        const [first] = all
        return screen.says() === 'saved' && doc !== null && first !== undefined && difference(first.doc, doc) === null
      })
      together.push(performance.now() - began)
      say(`F4: ${cut} for ${span} s: together after ${((together.at(-1) ?? 0) / 1000).toFixed(1)} s`)
    }
    await assertInvariants({ fault: 'F4', home, typists: all })
    lied += screen.lied()
    if (screen.claims() < spans.length) throw new Broken({ fault: 'F4', what: 'the screen hardly ever said "Saved"' })
    screen.close()
    for (const typist of all) typist.close()
  } finally {
    await proxy.close()
    await home.end()
  }
  return {
    runs: spans.length,
    figures: [
      below('everybody in step after the line is back, worst', {
        is: percentile(together, 1) / 1000,
        bar: 3,
        unit: 's',
      }),
      below('"Saved" is gone from the screen, worst', { is: percentile(shown, 1) / 1000, bar: 3, unit: 's' }),
      none('"Saved" that was not true', lied),
    ],
  }
}

/** Looks again and again; answers how often it was so. */
function watchFor(is: () => boolean): () => number {
  let seen = 0
  const timer = setInterval(() => {
    if (is()) seen++
  }, 20)
  return () => {
    clearInterval(timer)
    return seen
  }
}
