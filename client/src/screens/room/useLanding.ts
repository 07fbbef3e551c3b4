import { isLanding, isSeated } from '@polyphony/shared/domain/present'
import { useEffect, useRef, useState } from 'react'
import { t } from '../../i18n/i18n.ts'
import type { Room } from '../../meeting/room.ts'
import { announce } from '../../ui/Notice.tsx'
import { useLive, useRoomState } from './inRoom.ts'

/**
 * no: the meeting goes on. alone: it has ended, and nobody is seen here any more. together: it has ended, and for a
 * moment those who are here still see and hear each other. over: that has ended too; nothing on the page moves for it.
 */
type Landing =
  | { readonly is: 'no' }
  | { readonly is: 'alone' }
  | {
      readonly is: 'together' | 'over'
      /** Goes out of sight and hearing, and stays at the quiet page. */
      readonly leave: () => void
      readonly onRecord: () => void
    }

export function useLanding(room: Room, onEnded: () => void): Landing {
  const state = useRoomState()
  const you = useLive(live => live.you)
  const line = useLive(live => live.line)
  const [gone, setGone] = useState(false)
  const seated = you !== null && isSeated(state, you)
  const together = isLanding(state) && seated && !gone
  const was = useRef(together)
  if (together) was.current = true
  useEffect(() => {
    if (was.current && !together && !gone) announce(t('room.end.over'))
  }, [together, gone])
  if (state.phase !== 'ended') return { is: 'no' }
  if (!was.current) return { is: 'alone' }
  // The others are told that this seat is free now; who goes does not wait for it.
  const say = async (): Promise<void> => {
    if (together && line === 'here') await room.do({ do: 'leave' }).catch(() => undefined)
  }
  return {
    is: together ? 'together' : 'over',
    leave: () => {
      setGone(true)
      void say()
    },
    onRecord: () => void say().then(onEnded),
  }
}
