import { Fault } from '@polyphony/shared/domain/fault'
import type { CommandId, DeviceId, EntryId, MeetingId, NetworkId, PersonId } from '@polyphony/shared/domain/ids'
import { newId } from '@polyphony/shared/domain/ids'
import type { Command, EntryKind, RoomState } from '@polyphony/shared/domain/meeting'
import type { Do } from '@polyphony/shared/wire/live'
import type { FakeClock } from '../testing/clock.ts'
import { fakeClock } from '../testing/clock.ts'
import type { Guest, TestHouse } from '../testing/house.ts'
import { testHouse } from '../testing/house.ts'
import { writeEntry } from '../testing/meeting.ts'
import type { Who } from './context.ts'
import { doInRoom, roomState } from './room.ts'

/** A house with Maria, her mother Elena and their practitioner Sam, all asked to one meeting; each on a device. */
export interface Scene {
  readonly house: TestHouse
  readonly clock: FakeClock
  readonly sam: Guest
  readonly network: NetworkId
  meeting: MeetingId
  id<T extends CommandId | DeviceId | PersonId>(): T
  person(name: string): PersonId
  device(name: string): DeviceId
  who(name: string): Who
  say(name: string, deed: Command): Do
  does(name: string, deed: Command): Promise<{ readonly seq: number }>
  /** The fault, or null when it was allowed. */
  refusal(doing: Promise<unknown>): Promise<string | null>
  write(kind: EntryKind, words: string): Promise<EntryId>
  state(): Promise<RoomState>
  another(): Promise<MeetingId>
  close(): Promise<void>
}

export async function openScene(): Promise<Scene> {
  const clock = fakeClock()
  const house = await testHouse({ clock })
  const sam = await house.signInAsStaff({ name: 'Sam' })
  const made = await house.makeNetwork({ by: sam })
  const people = new Map<string, PersonId>([...Object.entries(made.people), ['Sam', sam.person]])
  const devices = new Map<string, DeviceId>()
  const another = () => house.makeMeeting({ by: sam, network: made.network, people: [...people.values()] })
  const scene: Scene = {
    house,
    clock,
    sam,
    network: made.network,
    meeting: await another(),
    another,
    id: () => newId(clock.now(), house.context.chance),
    person: name => {
      const found = people.get(name)
      if (!found) throw new Error(`nobody is called ${name}`)
      return found
    },
    device: name => {
      const device = devices.get(name) ?? scene.id<DeviceId>()
      devices.set(name, device)
      return device
    },
    who: name => ({
      label: '0'.repeat(12) as Who['label'],
      person: scene.person(name),
      name,
      staff: null,
      meeting: scene.meeting,
    }),
    say: (name, deed) => ({
      id: scene.id<CommandId>(),
      meeting: scene.meeting,
      device: scene.device(name),
      as: scene.person(name),
      deed: deed as Do['deed'],
    }),
    does: async (name, deed) => await doInRoom(house.context, scene.who(name), scene.say(name, deed)),
    refusal: async doing =>
      await doing.then(
        () => null,
        (error: unknown) => (error instanceof Fault ? error.fault : String(error)),
      ),
    write: async (kind, words) => await writeEntry(house, { meeting: scene.meeting, kind, author: sam.person, words }),
    state: async () => await roomState(house.context, scene.meeting),
    close: async () => await house.close(),
  }
  return scene
}
