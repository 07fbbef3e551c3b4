import { newId } from '@polyphony/shared/domain/ids'
import type { CommandId, DeviceId, MeetingId } from '@polyphony/shared/domain/ids'
import type { Command, Stamped } from '@polyphony/shared/domain/meeting'
import { livePath } from '@polyphony/shared/wire/live'
import type { FromClient, FromServer } from '@polyphony/shared/wire/live'
import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import { seeded } from '../../src/testing/seeded.ts'
import type { Guest } from '../../src/testing/house.ts'

/** Somebody in the room by the live wire, who comes back by themself whenever the line does. */
export interface Seat {
  readonly guest: Guest
  readonly device: DeviceId
  readonly happened: readonly Stamped[]
  /** Every deed that was answered as done, and its number. */
  readonly promised: ReadonlyMap<CommandId, number>
  entered(): boolean
  /** Answers the number of its last event, or rejects with the name of the fault. */
  deed(deed: Command, given?: { readonly id?: CommandId }): Promise<number>
  newCommand(): CommandId
  close(): void
}

const chance = seeded(Date.now() & 0x7fffffff)

export function openSeat(given: { readonly port: number; readonly guest: Guest; readonly meeting: MeetingId }): Seat {
  const { port, guest, meeting } = given
  const socket: Socket<FromServer, FromClient> = io(`http://127.0.0.1:${port}`, {
    path: livePath,
    transports: ['websocket'],
    extraHeaders: guest.headers(),
    forceNew: true,
    reconnectionDelay: 50,
    reconnectionDelayMax: 300,
  })
  const device = newId<DeviceId>(Date.now(), chance)
  const happened: Stamped[] = []
  const promised = new Map<CommandId, number>()
  let entered = false
  socket.on('happened', (where, events) => void (where === meeting && happened.push(...events)))
  socket.on('disconnect', () => {
    entered = false
  })
  const enter = (): void => {
    socket.emit('enter', { meeting, device }, reply => {
      entered = reply.ok
    })
  }
  socket.on('connect', enter)
  return {
    guest,
    device,
    happened,
    promised,
    entered: () => entered,
    newCommand: () => newId<CommandId>(Date.now(), chance),
    deed: (deed, how = {}) =>
      new Promise((resolve, reject) => {
        const id = how.id ?? newId<CommandId>(Date.now(), chance)
        const said = { id, meeting, device, as: guest.person, deed: deed as never }
        socket.emit('do', said, reply => {
          if (!reply.ok) return reject(new Error(reply.fault))
          promised.set(id, reply.value.seq)
          resolve(reply.value.seq)
        })
      }),
    close: () => void socket.disconnect(),
  }
}
