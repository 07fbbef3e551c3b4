import { useCallback, useEffect, useState } from 'react'
import { onDrafts, putDraft, readDraft } from '../../core/drafts.ts'
import { useRoom } from './inRoom.ts'

/** Words that are not added yet. They stay on this device, through a lost line, a closed door and a reload. */
export function useDraft(of: string): readonly [string, (text: string) => void] {
  const { meeting } = useRoom()
  const [text, setText] = useState(() => readDraft(meeting, of))
  const put = useCallback(
    (next: string) => {
      setText(next)
      putDraft(meeting, of, next)
    },
    [meeting, of],
  )
  useEffect(() => {
    const over = new AbortController()
    // A copy of an earlier tab may come back a moment after this stands here.
    onDrafts(() => setText(now => (now === '' ? readDraft(meeting, of) : now)), over.signal)
    return () => over.abort()
  }, [meeting, of])
  return [text, put]
}
