import { Fault } from '@polyphony/shared/domain/fault'
import type { FormEvent } from 'react'
import { useRef, useState } from 'react'
import { sayFault } from '../../i18n/fault.ts'

export interface Sending {
  readonly busy: boolean
  /** What went wrong and belongs to no field. */
  readonly trouble: string | null
  /** The sentence for one field, by its name on the wire. */
  at(field: string): string | null
  /** Says what is wrong before anything is sent. */
  refuse(wrong: Readonly<Record<string, string | null>>): boolean
  /** One press is one sending, however often it is pressed. True when it went through. */
  send(doing: () => Promise<unknown>): Promise<boolean>
}

/** Sends something, and keeps what was refused next to the field it is about. Nothing that was typed is lost. */
export function useSend(known: Readonly<Record<string, string>> = {}): Sending {
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({})
  const [trouble, setTrouble] = useState<string | null>(null)
  const going = useRef(false)

  return {
    busy,
    trouble,
    at: field => wrong[field] ?? null,
    refuse: given => {
      const found = Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => !!entry[1]))
      setWrong(found)
      setTrouble(null)
      return Object.keys(found).length > 0
    },
    send: async doing => {
      if (going.current) return false
      going.current = true
      setBusy(true)
      setWrong({})
      setTrouble(null)
      try {
        await doing()
        return true
      } catch (error) {
        const field = error instanceof Fault ? error.field : null
        const own = field && error instanceof Fault ? (known[`${field}:${error.fault}`] ?? known[field]) : undefined
        if (field && own) setWrong({ [field]: own })
        else setTrouble(sayFault(error))
        return false
      } finally {
        going.current = false
        setBusy(false)
      }
    },
  }
}

/** For onSubmit: the browser's own sending would load the page anew. */
export const instead = (then: () => void) => (event: FormEvent) => {
  event.preventDefault()
  then()
}
