import { below, Broken, none, percentile } from './fault.ts'
import type { Fault, Given } from './fault.ts'
import { makeHome } from './support/home.ts'
import type { Home } from './support/home.ts'
import { assertInvariants, settle } from './support/invariants.ts'
import { readDisk } from './support/log.ts'
import { exceeds, fromLog, holds, rebuilt } from './support/replicas.ts'
import { openTypist, type } from './support/typist.ts'
import type { Typist } from './support/typist.ts'
import { pass } from './support/waiting.ts'
import { seeded } from '../src/testing/seeded.ts'

/** F1: the process is killed at any moment while five people type. */
export const killed: Fault = { number: 'F1', title: 'kill −9 while five people type', run }

async function run({ size, seed, say }: Given) {
  const kills = size === 'full' ? 100 : 3
  const chance = seeded(seed ?? 1)
  const home = await makeHome({ people: 5 })
  const [opened, back]: [number[], number[]] = [[], []]
  let promises = 0
  let lost = 0
  let ahead = 0
  try {
    await home.start()
    await home.comeIn()
    const typists = home.guests.map(guest => openTypist({ port: home.port, guest, meeting: home.meeting }))
    await settle(typists)
    const typing = keepTyping(typists, chance)
    const deeds = (): number => home.seats.reduce((sum, seat) => sum + seat.promised.size, 0)
    for (let kill = 1; kill <= kills; kill++) {
      const before = typists.reduce((sum, { promised }) => sum + promised.length, 0)
      typing.go()
      const seat = home.seats[kill % home.seats.length]
      // Whether it is answered before the end or not: if it was, it stands.
      void seat?.deed({ do: 'want-to-speak', wants: kill % 2 === 0 }).catch(() => 0)
      await pass(100 + chance.below(kill % 4 === 0 ? 2000 : 700))
      // A promise that arrives after this line may have been made before the kill: both are looked at together below.
      const began = performance.now()
      await home.running().kill()
      const left = lookAtWhatIsLeft(home, typists)
      lost += left.lost
      ahead += left.ahead
      await pass(chance.below(200))
      const running = await home.start()
      opened.push(running.openedIn)
      typing.rest()
      await settle(typists)
      back.push(performance.now() - began)
      const made = typists.reduce((sum, { promised }) => sum + promised.length, 0) - before
      promises += made
      if (kill % 10 === 0) {
        await assertInvariants({ fault: 'F1', seed: seed ?? 1, home, typists })
        say(`F1: ${kill} kills, ${promises} promised updates, ${deeds()} deeds, ${typing.typed()} typed`)
      }
    }
    await assertInvariants({ fault: 'F1', seed: seed ?? 1, home, typists })
    if (promises < kills * 5)
      throw new Broken({ fault: 'F1', what: `only ${promises} updates were promised: it showed nothing` })
    for (const typist of typists) typist.close()
  } finally {
    await home.end()
  }
  return {
    runs: kills,
    figures: [
      none(`promised updates lost, of ${promises}`, lost),
      none('replicas that hold what the server lost', ahead),
      below('the house is open again, p95', { is: percentile(opened, 0.95) / 1000, bar: 2, unit: 's' }),
      below('kill to everybody in step, p95', { is: percentile(back, 0.95) / 1000, bar: 5, unit: 's' }),
    ],
  }
}

/** S4, at the moment of death: what was promised is there, and nobody has another's words that are not. */
function lookAtWhatIsLeft(home: Home, typists: readonly Typist[]): { lost: number; ahead: number } {
  const { rows } = readDisk(home.dataDir, { meeting: home.meeting, dead: true })
  const log = fromLog(rows)
  let [lost, ahead] = [0, 0]
  for (const { doc, promised, own } of typists) {
    // What was promised before the last kill was looked at then.
    lost += promised.slice(-300).filter(update => !holds(log, update)).length
    if (exceeds(doc, rebuilt([...rows.map(({ bytes }) => bytes), ...own]))) ahead++
  }
  return { lost, ahead }
}

/** Everybody types, connected or not, until told to rest. */
function keepTyping(typists: readonly Typist[], chance: ReturnType<typeof seeded>) {
  let resting = true
  let typed = 0
  const timer = setInterval(() => {
    if (resting) return
    for (const { doc, provider } of typists) {
      if (!provider.synced && chance.below(3) > 0) continue
      if (chance.below(2) === 0) type(doc, chance, `w${typed++} `)
    }
  }, 20)
  timer.unref()
  return {
    go: () => {
      resting = false
    },
    rest: () => {
      resting = true
    },
    typed: () => typed,
  }
}
