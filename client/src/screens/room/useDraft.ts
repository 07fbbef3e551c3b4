import { useCallback, useState } from 'react'
import { useRoom } from './inRoom.ts'

/** Words that are not added yet. They stay on this device, through a lost line, a closed door and a reload. */
export function useDraft(of: string): readonly [string, (text: string) => void] {
  const { meeting } = useRoom()
  const key = `polyphony-draft:${meeting}:${of}`
  const [text, setText] = useState(() => stored(() => sessionStorage.getItem(key)) ?? '')
  const put = useCallback(
    (next: string) => {
      setText(next)
      stored(() => (next === '' ? sessionStorage.removeItem(key) : sessionStorage.setItem(key, next)))
    },
    [key],
  )
  return [text, put]
}

function stored<T>(doing: () => T): T | null {
  try {
    return doing()
  } catch {
    return null
  }
}
