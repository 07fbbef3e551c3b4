import { useLayoutEffect, useState } from 'react'
import type { Looks } from './looks.ts'
import { rememberedLooks, rememberLooks } from './looks.ts'
import './looks.css'

/** Set on the whole page, since every size hangs on the letters of its root; gone again with the record. */
export function useLooks(): readonly [Looks, (looks: Looks) => void] {
  const [looks, setLooks] = useState(() => rememberedLooks(keptHere()))
  const { larger, easy } = looks
  useLayoutEffect(() => {
    const { dataset } = document.documentElement
    if (larger) dataset.letters = 'larger'
    if (easy) dataset.layout = 'easy'
    return () => {
      delete dataset.letters
      delete dataset.layout
    }
  }, [larger, easy])
  return [
    looks,
    chosen => {
      rememberLooks(keptHere(), chosen)
      setLooks(chosen)
    },
  ]
}

/** Some private windows throw at the mere mention. */
function keptHere(): Storage | null {
  try {
    return localStorage
  } catch {
    return null
  }
}
