import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import { t } from '../../i18n/i18n.ts'
import { Failed, Loading } from '../../ui/Waiting.tsx'

/** A part of a screen that has a file of its own, fetched when it is first shown. */
export interface Later<Props> {
  (props: Props): ReactNode
  /** Fetches it before it is needed. Rejects when it cannot be reached; it is asked for again when it is shown. */
  bring(): Promise<void>
}

/**
 * React's own lazy() keeps a failure for ever: somebody whose line was gone for a moment would not see that part again
 * until they load the page anew. Here they press "Try again", and what is here already is shown without a blink.
 */
export function later<Props extends object>(load: () => Promise<(props: Props) => ReactNode>): Later<Props> {
  let part: ((props: Props) => ReactNode) | null = null
  const bring = async (): Promise<void> => {
    part ??= await load()
  }
  function Shown(props: Props) {
    const [, look] = useState(0)
    const [failed, setFailed] = useState(false)
    useEffect(() => {
      if (part !== null || failed) return
      let gone = false
      bring().then(
        () => gone || look(times => times + 1),
        () => gone || setFailed(true),
      )
      return () => {
        gone = true
      }
    }, [failed])
    if (part !== null) {
      const Part = part
      return <Part {...props} />
    }
    return failed ? <Failed sentence={t('faults.unreachable')} again={() => setFailed(false)} /> : <Loading />
  }
  return Object.assign(Shown, { bring })
}
