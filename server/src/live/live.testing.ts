import type { CommandId, DeviceId, MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import { newId } from '@polyphony/shared/domain/ids'
import type { Command, RoomState } from '@polyphony/shared/domain/meeting'
import type { Clock } from '@polyphony/shared/domain/time'
import { livePath } from '@polyphony/shared/wire/live'
import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import { vi } from 'vitest'
import type { Environment } from '../config.ts'
import { roomState } from '../meetings/room.ts'
import type { Guest, TestHouse } from '../testing/house.ts'
import { testHouse } from '../testing/house.ts'
import { dump } from '../testing/world.ts'

/** A socket that says whatever it is told to say: no types, no good manners. */
export interface Raw {
  readonly socket: Socket
  readonly device: DeviceId
  readonly heard: readonly { readonly name: string; readonly args: readonly unknown[] }[]
  /** The whole reply. */
  ask(name: string, input: unknown): Promise<{ ok: boolean; value?: unknown; fault?: string }>
  enter(meeting: MeetingId): Promise<{ ok: boolean; value?: { state: RoomState; seq: number }; fault?: string }>
  /** The fault, or null when it was done. */
  does(
    meeting: MeetingId,
    deed: Command | object,
    given?: { as?: PersonId; id?: CommandId; device?: DeviceId },
  ): Promise<string | null>
  /** What was heard under this name. */
  of(name: string): readonly (readonly unknown[])[]
  close(): void
}

async function openRaw(
  house: TestHouse,
  guest: Guest,
  given: { transports?: ('websocket' | 'polling')[]; device?: DeviceId } = {},
): Promise<Raw> {
  const socket = io(house.url, {
    path: livePath,
    transports: given.transports ?? ['websocket'],
    extraHeaders: guest.headers(),
    forceNew: true,
    reconnectionDelay: 20,
    reconnectionDelayMax: 50,
  })
  const heard: { name: string; args: unknown[] }[] = []
  socket.onAny((name: string, ...args: unknown[]) => {
    const answer = args.at(-1)
    heard.push({ name, args: args.filter(arg => typeof arg !== 'function') })
    if (typeof answer === 'function') answer()
  })
  const id = <T extends CommandId | DeviceId>() => newId<T>(house.clock.now(), house.context.chance)
  const device = given.device ?? id<DeviceId>()
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  const ask: Raw['ask'] = async (name, input) => await socket.timeout(15_000).emitWithAck(name, input)
  return {
    socket,
    device,
    heard,
    ask,
    enter: async meeting => (await ask('enter', { meeting, device })) as Awaited<ReturnType<Raw['enter']>>,
    does: async (meeting, deed, over = {}) => {
      const reply = await ask('do', { id: id<CommandId>(), meeting, device, as: guest.person, deed, ...over })
      return reply.ok ? null : (reply.fault ?? 'no name')
    },
    of: name => heard.filter(one => one.name === name).map(({ args }) => args),
    close: () => void socket.disconnect(),
  }
}

/** One meeting of Maria, her mother Elena, and two practitioners; and Aino, who is of another network. */
export interface LiveScene {
  readonly house: TestHouse
  readonly meeting: MeetingId
  readonly maria: Guest
  readonly elena: Guest
  readonly sam: Guest
  readonly ravi: Guest
  readonly aino: Guest
  readonly elsewhere: MeetingId
  state(): Promise<RoomState>
  /** Everything the house keeps, but who was seen when. */
  kept(): Promise<unknown>
  raw(guest: Guest, given?: Parameters<typeof openRaw>[2]): Promise<Raw>
  /** Entered, and with a seat. */
  here(guest: Guest): Promise<Raw>
  close(): Promise<void>
}

export async function openLiveScene(clock?: Clock, environment: Environment = {}): Promise<LiveScene> {
  const house = await testHouse({ environment, ...(clock && { clock }) })
  const [sam, ravi, aino] = [
    await house.signInAsStaff({ name: 'Sam' }),
    await house.signInAsStaff({ name: 'Ravi', profession: 'psychiatrist' }),
    await house.signInAsStaff({ name: 'Aino' }),
  ]
  const made = await house.makeNetwork({ by: sam })
  await sam.browser.call('addToTeam', { network: made.network, person: ravi.person })
  const elenaId = made.people.Elena as PersonId
  const people = [made.centre, elenaId, sam.person, ravi.person]
  const meeting = await house.makeMeeting({ by: sam, network: made.network, people })
  const maria = await house.signInAsGuest({ meeting, person: made.centre, by: sam })
  const elena = await house.signInAsGuest({ meeting, person: elenaId, by: sam })
  const other = await house.makeNetwork({ by: aino, centre: 'Petra', people: [] })
  const elsewhere = await house.makeMeeting({ by: aino, network: other.network, people: [other.centre, aino.person] })
  const open: Raw[] = []
  const raw: LiveScene['raw'] = async (guest, given) => {
    const one = await openRaw(house, guest, given)
    open.push(one)
    return one
  }
  return {
    house,
    meeting,
    maria,
    elena,
    sam,
    ravi,
    aino,
    elsewhere,
    state: async () => await roomState(house.context, meeting),
    kept: async () => {
      const { session, notebook_update, notebook_snapshot, safety_event, ...rows } = await dump(house)
      // How the words are laid down is the notebook's own affair; what they say is compared.
      return { ...rows, words: await house.context.notebooks.read(meeting) }
    },
    raw,
    here: async guest => {
      const one = await raw(guest)
      await one.enter(meeting)
      const fault = await one.does(meeting, { do: 'arrive', way: 'picture' })
      if (fault !== null) throw new Error(fault)
      return one
    },
    close: async () => {
      for (const one of open) one.close()
      await house.close()
    },
  }
}

/** Asks again and again, for a bounded time, until it holds. */
export const until = <T>(check: () => T | Promise<T>, timeout = 8000): Promise<T> =>
  vi.waitFor(check, { timeout, interval: 15 })
