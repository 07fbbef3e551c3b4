/** Words somebody began to write and has not added. They stand in this tab alone, and in a locked copy where one is kept. */
export type Drafts = Readonly<Record<string, string>>

const happened = 'polyphony:drafts'
const prefix = (meeting: string): string => `polyphony-draft:${meeting}:`

export const readDraft = (meeting: string, of: string): string =>
  tried(() => sessionStorage.getItem(prefix(meeting) + of)) ?? ''

export function putDraft(meeting: string, of: string, text: string): void {
  const key = prefix(meeting) + of
  tried(() => (text === '' ? sessionStorage.removeItem(key) : sessionStorage.setItem(key, text)))
  tell()
}

export function draftsOf(meeting: string): Drafts {
  const start = prefix(meeting)
  const found: Record<string, string> = {}
  for (const key of tried(() => Object.keys(sessionStorage)) ?? []) {
    const text = key.startsWith(start) ? tried(() => sessionStorage.getItem(key)) : null
    if (text) found[key.slice(start.length)] = text
  }
  return found
}

/** What stands here already is newer. */
export function bringBackDrafts(meeting: string, drafts: Drafts): void {
  for (const [of, text] of Object.entries(drafts)) if (readDraft(meeting, of) === '') putDraft(meeting, of, text)
}

export function forgetDrafts(meeting: string): void {
  for (const of of Object.keys(draftsOf(meeting))) tried(() => sessionStorage.removeItem(prefix(meeting) + of))
}

/** Something was begun, changed, added or brought back. */
export function onDrafts(then: () => void, signal: AbortSignal): void {
  if (typeof window !== 'undefined') window.addEventListener(happened, then, { signal })
}
const tell = (): void => {
  if (typeof window !== 'undefined') window.dispatchEvent(new Event(happened))
}

/** A private tab may refuse to keep anything: then the words stand in the page alone. */
function tried<T>(doing: () => T): T | null {
  try {
    return doing()
  } catch {
    return null
  }
}
