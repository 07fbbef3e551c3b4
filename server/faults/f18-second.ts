import { seeded } from '../src/testing/seeded.ts'
import { asIfAlone } from '../src/testing/load.ts'
import { below, figure } from './fault.ts'
import type { Fault } from './fault.ts'
import { makeHome } from './support/home.ts'
import { assertInvariants, settle } from './support/invariants.ts'
import { freePort, spawnHouse } from './support/process.ts'
import { openTypist, type } from './support/typist.ts'

/** F18: somebody starts a second house on the same data. */
export const second: Fault = { number: 'F18', title: 'a second process on the same data', run }

async function run() {
  const home = await makeHome({ people: 2 })
  try {
    await home.start()
    await home.comeIn()
    const typists = home.guests.map(guest => openTypist({ port: home.port, guest, meeting: home.meeting }))
    await settle(typists)
    const chance = seeded(1)
    const write = (): void => {
      for (const { doc } of typists) type(doc, chance, 'words ')
    }
    write()
    const bar = asIfAlone(2000)
    const began = performance.now()
    const other = spawnHouse({ dataDir: home.dataDir, port: await freePort() })
    const [code] = await other.ended
    const took = performance.now() - began
    write()
    const { rows } = await assertInvariants({ fault: 'F18', home, typists })
    for (const typist of typists) typist.close()
    const sentence = other.said.err.trim()
    const clear = sentence.startsWith('Another Polyphony is already running on') && !sentence.includes('\n')
    return {
      runs: 1,
      figures: [
        below('the second one is gone after', { is: took / 1000, bar: Math.ceil(bar / 100) / 10, unit: 's' }),
        figure('it says why, in one sentence', clear && code === 1 ? 'yes' : sentence, 'yes', clear && code === 1),
        figure('the first goes on writing', `${rows} rows`, '> 2 rows', rows > 2),
      ],
    }
  } finally {
    await home.end()
  }
}
