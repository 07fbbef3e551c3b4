/** Facts in one line. The dot stays with what stands before it, so that no line begins with one. */
export function joined(facts: readonly (string | false | null | undefined)[]): string {
  return facts.filter(Boolean).join('\u00a0· ')
}
