import { RefusedAnswer } from '../src/testing/browser.ts'
import { seeded } from '../src/testing/seeded.ts'
import { below, figure, none } from './fault.ts'
import type { Fault, Figure, Given } from './fault.ts'
import { deniedWrites, failedSyncs, fullDisk } from './support/disk.ts'
import type { BadDisk } from './support/disk.ts'
import { makeHome } from './support/home.ts'
import { assertInvariants, settle } from './support/invariants.ts'
import { askDisk } from './support/log.ts'
import { openScreen } from './support/screen.ts'
import { openTypist, type } from './support/typist.ts'
import { pass, until } from './support/waiting.ts'

/** F8: the disk refuses. Nobody is told that words are saved, nothing is half done, and it goes on by itself. */
export const badDisk: Fault = { number: 'F8', title: 'the disk is full, or fails', run }

async function run({ size, say }: Given) {
  const figures: Figure[] = []
  const skipped: string[] = []
  let runs = 0
  for (const make of size === 'full' ? [fullDisk, deniedWrites, failedSyncs] : [fullDisk, deniedWrites]) {
    const disk = make()
    if (typeof disk === 'string') {
      skipped.push(disk)
      continue
    }
    try {
      figures.push(...(await fails(disk, size === 'full' ? 8000 : 1500)))
      runs++
      say(`F8: ${disk.how}: done`)
    } finally {
      disk.end()
    }
  }
  return { runs, figures, ...(skipped.length > 0 && { skipped: skipped.join('; ') }) }
}

async function fails(disk: BadDisk, lasts: number): Promise<Figure[]> {
  const home = await makeHome({ people: 4, ...(disk.dataDir !== undefined && { dataDir: disk.dataDir }) })
  try {
    const running = await home.start()
    await home.comeIn()
    const [watching, ...others] = home.guests
    const [seat] = home.seats
    if (!watching || !seat) throw new Error('somebody is missing')
    const typists = others.map(guest => openTypist({ port: home.port, guest, meeting: home.meeting }))
    const screen = await openScreen({ ...home, guest: watching })
    await settle(typists)
    await until('the screen says saved', () => screen.says() === 'saved')
    const chance = seeded(8)
    // Long words, so that a disk that is only nearly full is full soon.
    const typing = setInterval(() => {
      for (const { doc } of typists) type(doc, chance, 'a long night '.repeat(40))
    }, 25)

    await disk.fail(running)
    await until('the house says that it cannot save', () => typists.every(({ trouble }) => trouble.at(-1) === 1))
    const promisedBefore = typists.reduce((sum, { promised }) => sum + promised.length, 0)
    screen.write('written while nothing can be kept ')
    const toldIn = await until('the screen says that it is not saved', () => screen.says() === 'not-saved', {
      every: 5,
    })

    const before = counts(home.dataDir)
    const command = seat.newCommand()
    const byLine = await seat.deed({ do: 'want-to-speak', wants: true }, { id: command }).catch(nameOf)
    const byRequest = await home.nurse.browser
      .call('createNetwork', { centre: 'Noor', people: [{ name: 'Ali', relation: 'father' }], team: [] })
      .then(() => 'taken', nameOf)
    const health = (await (await fetch(`http://127.0.0.1:${home.port}/api/health`)).json()) as { notes?: string }
    await pass(lasts)
    const saysMeanwhile = screen.says()
    const half = counts(home.dataDir) === before ? 0 : 1
    const falselyPromised = typists.reduce((sum, { promised }) => sum + promised.length, 0) - promisedBefore

    clearInterval(typing)
    await disk.heal(running)
    const wellIn = await until('the house is well', () => typists.every(({ trouble }) => trouble.at(-1) === 0))
    const seq = await seat.deed({ do: 'want-to-speak', wants: true }, { id: command })
    const again = await seat.deed({ do: 'want-to-speak', wants: true }, { id: command })
    await settle(typists)
    await until('the screen says saved again', () => screen.says() === 'saved')
    await assertInvariants({ fault: 'F8', home, typists, expected: /could not|refused|unexpected|not be kept/ })
    const claims = screen.claims()
    screen.close()
    for (const typist of typists) typist.close()
    const all = (what: string): string => `${disk.how}: ${what}`
    return [
      none(all('"Saved" that was not true'), screen.lied() + falselyPromised + (saysMeanwhile === 'saved' ? 1 : 0)),
      below(all('"not saved" stands on the screen after'), { is: toldIn / 1000, bar: 3, unit: 's' }),
      expect(all('a deed on /live'), byLine, 'not-saved'),
      expect(all('a request'), byRequest, 'not-saved'),
      expect(all('/api/health'), health.notes ?? '', 'not-saved'),
      none(all('half done'), half),
      below(all('well by itself after'), { is: wellIn / 1000, bar: 6, unit: 's' }),
      expect(all('the same command again happens once'), again === seq ? 'yes' : `${seq}, ${again}`, 'yes'),
      figure(all('said "Saved" when it was'), `${claims} times`, '> 1', claims > 1),
    ]
  } finally {
    await home.end()
  }
}

const expect = (what: string, is: string | number, bar: string): Figure => figure(what, String(is), bar, is === bar)
const nameOf = (error: unknown): string =>
  error instanceof RefusedAnswer ? error.refusal.fault : error instanceof Error ? error.message : String(error)

/** Whatever a deed or a request would have left behind. */
function counts(dataDir: string): string {
  const tables = ['person', 'network', 'membership', 'meeting_event', 'command_done', 'access_event']
  return tables.map(name => String(askDisk(dataDir, `SELECT count(*) AS n FROM ${name}`)[0]?.n)).join()
}
