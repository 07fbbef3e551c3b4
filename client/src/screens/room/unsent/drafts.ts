/** Words somebody began to write and has not added. They stand in this tab alone (useDraft.ts). */
const prefix = (meeting: string): string => `polyphony-draft:${meeting}:`

const keysOf = (meeting: string): string[] => {
  try {
    return Object.keys(sessionStorage).filter(key => key.startsWith(prefix(meeting)))
  } catch {
    return []
  }
}

export const draftsOf = (meeting: string): string[] =>
  keysOf(meeting)
    .map(key => sessionStorage.getItem(key)?.trim() ?? '')
    .filter(text => text !== '')

export function forgetDrafts(meeting: string): void {
  for (const key of keysOf(meeting)) sessionStorage.removeItem(key)
}
