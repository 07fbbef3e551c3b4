/** Two letters at most, of any alphabet. */
export function initialsOf(name: string): string {
  const parts = name.trim().split(/\s+/)
  const first = [...(parts[0] ?? '')][0] ?? ''
  const last = parts.length > 1 ? ([...(parts.at(-1) ?? '')][0] ?? '') : ''
  return (first + last).toLocaleUpperCase()
}

/** As many as tokens.css has: faces of one circle seldom share one. What tells people apart is their name. */
const hues = 12
/** FNV-1a: spreads ids evenly and is the same everywhere. */
export function hueOf(id: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193)
  return (hash >>> 0) % hues
}
