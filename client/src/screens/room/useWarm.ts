import { minutes } from '@polyphony/shared/domain/time'
import { useEffect } from 'react'
import { laterParts } from './laterParts.ts'
import { useRoom } from './inRoom.ts'

/** After the first minute, when sound and words have long had the line to themselves, everything else comes too. */
export function useWarm(): void {
  const { clock } = useRoom()
  useEffect(
    () =>
      clock.after(minutes(1), () => {
        // What does not come now comes when it is shown.
        for (const part of laterParts) part.bring().catch(() => undefined)
      }),
    [clock],
  )
}
