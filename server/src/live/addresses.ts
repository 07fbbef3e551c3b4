import type { Signal } from '@polyphony/shared/wire/media'

type Part = Pick<Signal, 'session' | 'description' | 'candidate' | 'slow'>

/** Says "no address": the same that a browser writes before it knows one. */
const nowhere = '0.0.0.0'

/**
 * What may pass between two devices of which one is hidden: the relay's addresses and no other, in both directions. The
 * promise: whatever a page does by mistake, the house hands on no address of a hidden device, and gives it no address
 * that it could knock at directly, because a knock tells where it comes from. A page that wants to betray its own person
 * can write anything anywhere; that is no mistake, and no promise either.
 * null: nothing of it may pass. Never throws, whatever the words are.
 */
export function withoutAddresses(part: Part): Part | null {
  const { session, description, candidate, slow } = part
  if (candidate && !mayTell(candidate.candidate)) return null
  return {
    session,
    ...(slow && { slow }),
    ...(description && { description: { ...description, sdp: cleanDescription(description.sdp) } }),
    ...(candidate && { candidate: { ...candidate, candidate: withoutOrigin(candidate.candidate) } }),
  }
}

/** A relayed candidate, or the word that there are no more. RFC 8839 §5.1. */
function mayTell(candidate: string): boolean {
  if (candidate.trim() === '') return true
  return /\styp\s+relay(?:\s|$)/i.test(candidate) && !/\styp\s+(?!relay(?:\s|$))/i.test(candidate)
}

/** A relayed candidate names the address behind it too: raddr is the home's own. */
const withoutOrigin = (candidate: string): string =>
  candidate.replace(/(\sraddr\s+)\S+/gi, `$1${nowhere}`).replace(/(\srport\s+)\S+/gi, '$10')

/** Besides its candidates a description names an address as a default (c, rtcp) and as its origin (o). RFC 8866 §5. */
function cleanDescription(sdp: string): string {
  return sdp
    .split(/(?<=\n)/)
    .flatMap(line => {
      if (/^a=candidate:/i.test(line)) return mayTell(line) ? [withoutOrigin(line)] : []
      if (/^a=remote-candidates:/i.test(line)) return []
      return [/^(?:c|o|a=rtcp)[=:]/i.test(line) ? line.replace(/\bIN\s+IP[46]\s+\S+/gi, `IN IP4 ${nowhere}`) : line]
    })
    .join('')
}
