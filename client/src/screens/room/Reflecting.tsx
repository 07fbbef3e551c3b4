import { useRoomState } from './inRoom.ts'
import { ReflectingNow } from './laterParts.ts'

export function Reflecting() {
  return useRoomState().reflecting.is === 'none' ? null : <ReflectingNow />
}
