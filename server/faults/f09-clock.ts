import { grace } from '@polyphony/shared/domain/meeting'
import { days, hours } from '@polyphony/shared/domain/time'
import { RefusedAnswer } from '../src/testing/browser.ts'
import { seeded } from '../src/testing/seeded.ts'
import { below, figure, none } from './fault.ts'
import type { Fault, Figure, Given } from './fault.ts'
import { makeHome } from './support/home.ts'
import type { Home } from './support/home.ts'
import { assertInvariants, settle } from './support/invariants.ts'
import { askDisk, readDisk } from './support/log.ts'
import { openSeat } from './support/seat.ts'
import { openTypist, type } from './support/typist.ts'
import { pass, until } from './support/waiting.ts'

/** F9: the machine's clock is set back and ahead while people meet, and while the house is down. */
export const shifted: Fault = { number: 'F9', title: 'the clock jumps a day, and back', run }

async function run({ size, say }: Given) {
  const figures: Figure[] = []
  const steps = size === 'full' ? [-days(1), days(1), -hours(1)] : [-days(1)]
  for (const by of steps) {
    figures.push(...(await jump(by)))
    say(`F9: a step of ${by / hours(1)} hours: done`)
  }
  if (size === 'full') figures.push(...(await sessions()))
  return { runs: steps.length, figures }
}

const hoursOf = (by: number): string => `${by > 0 ? '+' : '−'}${Math.abs(by / hours(1))} h`

async function jump(by: number): Promise<Figure[]> {
  const home = await makeHome({ people: 3 })
  try {
    const running = await home.start({ watched: true })
    await home.comeIn()
    const typists = home.guests.map(guest => openTypist({ port: home.port, guest, meeting: home.meeting }))
    await settle(typists)
    const chance = seeded(9)
    const write = async (): Promise<void> => {
      for (const { doc } of typists) type(doc, chance, 'words ')
      await settle(typists)
    }
    await write()
    const shift = async (to: number): Promise<void> => {
      running.shiftClock(to)
      const told = running.pulses.length
      await until('the clock is moved', () => running.pulses.length > told)
    }
    await shift(by)
    await write()
    await home.seats[0]?.deed({ do: 'want-to-speak', wants: true })
    // The whole network loses its line. Nobody may sit in the room with practitioners alone for longer than the grace (D3).
    const began = performance.now()
    everybodyLosesTheirLine(home)
    await shift(1.25 * by)
    await doorPauses(home)
    const paused = (performance.now() - began) / 1000
    // They come back, and the house is started again on a machine whose clock is right: behind what was written.
    for (const guest of home.guests) await sitDown(home, guest)
    await until('the door is open again', () => typists.every(typist => typist.mayWrite()))
    await write()
    running.shiftClock(0)
    await write()
    await home.running().kill()
    await home.start({ watched: true })
    // Staff who were idle for a day are signed out, and rightly: see below.
    await until('the network is back', () =>
      home.seats.every(({ guest, entered }) => guest === home.nurse || entered()),
    )
    await write()
    everybodyLosesTheirLine(home)
    const pausedAfter = (await doorPauses(home)) / 1000
    for (const guest of home.guests) await sitDown(home, guest)
    await until('the door is open again', () => typists.every(typist => typist.mayWrite()))
    await assertInvariants({ fault: 'F9', home, typists })
    const { rows, events } = readDisk(home.dataDir, home)
    for (const typist of typists) typist.close()
    const bar = (grace / 1000) * 1.25 + 1
    return [
      none(`${hoursOf(by)}: events that stand out of order in time`, backwards(events)),
      none(`${hoursOf(by)}: rows of the notebook out of order in time`, backwards(rows)),
      below(`${hoursOf(by)}: the door pauses after the last of the network is lost`, { is: paused, bar, unit: 's' }),
      below(`${hoursOf(by)}: the same after a start`, { is: pausedAfter, bar, unit: 's' }),
    ]
  } finally {
    await home.end()
  }
}

const backwards = (rows: readonly { readonly at: number }[]): number =>
  rows.filter((row, i) => row.at < (rows[i - 1]?.at ?? 0)).length

const phaseOf = ({ dataDir, meeting }: Home): string =>
  String(askDisk(dataDir, 'SELECT phase FROM meeting WHERE id = ?', meeting)[0]?.phase)
const doorPauses = (home: Home): Promise<number> => until('the door pauses', () => phaseOf(home) === 'paused')

/** All but the practitioner. */
function everybodyLosesTheirLine({ seats, nurse }: Home): void {
  for (const seat of [...seats]) {
    if (seat.guest === nurse) continue
    seat.close()
    seats.splice(seats.indexOf(seat), 1)
  }
}

async function sitDown(home: Home, guest: Home['guests'][number]): Promise<void> {
  const seat = openSeat({ port: home.port, guest, meeting: home.meeting })
  await until('they are connected', () => seat.entered())
  await seat.deed({ do: 'arrive', way: 'notes' })
  home.seats.push(seat)
}

/** Whoever was signed out by time is not signed in again by a clock that is set back. */
async function sessions(): Promise<Figure[]> {
  const home = await makeHome({ people: 2 })
  try {
    const running = await home.start({ watched: true })
    const standing = async (): Promise<string> =>
      await home.nurse.browser.call('networks', undefined as never).then(
        () => 'in',
        (error: unknown) => (error instanceof RefusedAnswer ? error.refusal.fault : String(error)),
      )
    const before = await standing()
    running.shiftClock(hours(25))
    await until('the clock is moved', async () => (await standing()) !== 'in')
    running.shiftClock(0)
    await pass(1100)
    const after = await standing()
    return [
      figure(
        'staff who were idle for a day',
        `${before}, then ${after}`,
        'in, then not-signed-in',
        after === 'not-signed-in',
      ),
    ]
  } finally {
    await home.end()
  }
}
