import type { PersonId } from '@polyphony/shared/domain/ids'
import { t } from '../../i18n/i18n.ts'
import { besideYou } from '../../meeting/people.ts'
import { speaksNow } from '../../meeting/room.ts'
import { Choice } from '../../ui/Choice.tsx'
import { useDeeds, useLive, useRoomState } from './inRoom.ts'
import { Trouble } from './Trouble.tsx'
import { useWish } from './useWish.ts'

/** Whose hand it is, at a device with several people. What is written and said from here is theirs. */
export function WhoWrites() {
  const room = useRoomState()
  const live = useLive(now => now)
  const { act, trouble } = useDeeds()
  const self = live.you === null ? null : room.people[live.you]
  const beside = besideYou(live)
  const [writes, wishFor] = useWish(speaksNow(live))
  if (!self || beside.length === 0) return null
  return (
    <>
      <Choice<string>
        legend={t('room.here.writing')}
        value={writes}
        row
        onChange={person => wishFor(person as PersonId, act({ do: 'use-device', person: person as PersonId }))}
        options={[self, ...beside.map(seated => seated.person)].map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Trouble says={trouble} />
    </>
  )
}
