import { randomFillSync } from 'node:crypto'
import type { CommandId, DeviceId } from '@polyphony/shared/domain/ids'
import { newId } from '@polyphony/shared/domain/ids'
import { livePath } from '@polyphony/shared/wire/live'
import type { Entered, FromClient, FromServer, Reply } from '@polyphony/shared/wire/live'
import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import type { Meeting, Person } from './meetings.ts'
import { inTurns } from './meetings.ts'

type Line = Socket<FromServer, FromClient>

const fresh = <T extends CommandId | DeviceId>(): T =>
  newId<DeviceId>(Date.now(), { fill: bytes => randomFillSync(bytes) }) as unknown as T
export const newDevice = (): DeviceId => fresh<DeviceId>()

/**
 * Everybody of a meeting comes in, each on a device of their own. All but the first put their phone away afterwards:
 * their seat is kept, as for anybody whose line is lost. The first line stays, and with it the door stays open (D1, D3).
 */
export async function everybodyComes(url: string, meetings: readonly Meeting[]): Promise<Door> {
  const lines: Line[] = []
  await inTurns(meetings, 4, async meeting => {
    const all: Line[] = []
    for (const [nth, person] of meeting.people.entries()) {
      const device = nth === 0 ? meeting.device : newDevice()
      const line = openLine(url, person)
      await enter(line, meeting, device)
      await arrive(line, { meeting, device, person })
      all.push(line)
    }
    const [first, ...others] = all
    for (const line of others) line.disconnect()
    if (first) lines.push(first)
  })
  return doorOf(lines)
}

/** Somebody in the room, for as long as it lasts. Comes back by itself when the house was down. */
export interface Door {
  close(): void
}

/** Takes the first seat of every meeting again, after a start of the house. Everybody else still has theirs. */
export async function holdOpen(url: string, meetings: readonly Meeting[]): Promise<Door> {
  const lines: Line[] = []
  await inTurns(meetings, 8, async meeting => {
    const [person] = meeting.people
    if (!person) return
    const line = openLine(url, person)
    lines.push(line)
    const state = await enter(line, meeting, meeting.device)
    if (!['open', 'closing'].includes(state)) throw new Error(`the door of ${meeting.meeting} is ${state}`)
    line.on('connect', () => void enter(line, meeting, meeting.device).catch(() => line.disconnect()))
  })
  return doorOf(lines)
}

const doorOf = (lines: readonly Line[]): Door => ({
  close: () => {
    for (const line of lines) line.disconnect()
  },
})

function openLine(url: string, { cookie, who }: Person): Line {
  const extraHeaders = { origin: url, cookie, 'polyphony-who': who }
  return io(url, {
    path: livePath,
    transports: ['websocket'],
    extraHeaders,
    forceNew: true,
    reconnectionDelay: 100,
    reconnectionDelayMax: 500,
  })
}

async function enter(line: Line, { meeting }: Meeting, device: DeviceId): Promise<string> {
  const { state } = await answered<Entered>(reply => line.emit('enter', { meeting, device }, reply))
  return state.phase
}

async function arrive(line: Line, given: { meeting: Meeting; device: DeviceId; person: Person }): Promise<void> {
  const { meeting } = given.meeting
  const { device, person } = given
  const said = { id: fresh<CommandId>(), meeting, device, as: person.person }
  await answered(reply => line.emit('do', { ...said, deed: { do: 'arrive', way: 'sound' } }, reply))
}

function answered<T>(ask: (reply: (reply: Reply<T>) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('no answer on the live line')), 20_000)
    ask(reply => {
      clearTimeout(late)
      if (reply.ok) resolve(reply.value)
      else reject(new Error(`refused: ${reply.fault}`))
    })
  })
}
