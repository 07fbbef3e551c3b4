import { seeded } from '../src/testing/seeded.ts'
import { notesText } from '../src/sync/desk.testing.ts'
import { below, figure, percentile } from './fault.ts'
import type { Fault, Given } from './fault.ts'
import { makeHome } from './support/home.ts'
import { assertInvariants, settle } from './support/invariants.ts'
import { openProxy } from './support/proxy.ts'
import { openTypist } from './support/typist.ts'
import { pass, until } from './support/waiting.ts'

/** F5: one of twenty has a line that carries a kilobyte a second, while the others paste and type. */
export const slow: Fault = { number: 'F5', title: 'a slow line among twenty', run }

const paste = 200_000

async function run({ size, say }: Given) {
  const people = size === 'full' ? 20 : 6
  const home = await makeHome({ people })
  const proxy = await openProxy(home.port)
  try {
    const running = await home.start({ watched: true })
    await home.comeIn()
    const { meeting } = home
    const [first, ...rest] = home.guests
    if (!first) throw new Error('nobody is here')
    const sloth = openTypist({ port: proxy.port, guest: first, meeting })
    const others = rest.map(guest => openTypist({ port: home.port, guest, meeting }))
    await settle([sloth, ...others])
    await until('a pulse', () => running.pulses.length > 1)
    const [writer, reader, ...pasters] = others
    if (!writer || !reader || pasters.length < 3) throw new Error('too few are here')

    // One text that all of them share, before anybody begins.
    notesText(writer.doc).insert(0, 'Begin. ')
    await settle([sloth, ...others])
    const chance = seeded(5)
    const late: number[] = []
    let pasted = 0
    const pasting = async (times: number): Promise<number> => {
      let peak = 0
      for (let n = 0; n < times; n++) {
        // A paste and its taking back, in turn by three: much goes over the line, little stands in the notebook.
        const text = notesText(pasters[n % pasters.length]?.doc ?? writer.doc)
        text.insert(0, String.fromCharCode(97 + chance.below(26)).repeat(paste))
        text.delete(0, paste)
        pasted++
        const mark = `<${pasted}>`
        const began = performance.now()
        notesText(writer.doc).insert(notesText(writer.doc).length, mark)
        await until('the others see it', () => notesText(reader.doc).toString().includes(mark), { every: 1 })
        late.push(performance.now() - began)
        peak = Math.max(peak, running.pulses.at(-1)?.rss ?? 0)
        await pass(30)
      }
      return peak
    }
    // What such traffic takes by itself is no harm of the slow line's.
    const calm = await pasting(size === 'full' ? 100 : 20)
    late.length = 0
    proxy.slow(1024)
    const peak = await pasting(size === 'full' ? 200 : 100)
    say(`F5: ${late.length} pastes of ${paste} letters`)
    proxy.slow(null)
    await until('the slow line is closed', () => sloth.closes.length > 0)
    const backIn = await settle([sloth, ...others])
    await assertInvariants({ fault: 'F5', home, typists: [sloth, ...others] })
    for (const typist of [sloth, ...others]) typist.close()
    const code = sloth.closes[0] ?? 0
    return {
      runs: late.length,
      figures: [
        below('keystroke to the others, p95', { is: percentile(late, 0.95), bar: 150, unit: 'ms' }),
        below('the house grows by', { is: (peak - calm) / 1024 / 1024, bar: 50, unit: 'MB' }),
        figure('the slow line is closed with', String(code), '4508', code === 4508),
        below('in step again after its line is well', { is: backIn / 1000, bar: 5, unit: 's' }),
      ],
    }
  } finally {
    await proxy.close()
    await home.end()
  }
}
