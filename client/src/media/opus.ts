/**
 * Asks the browser to send next to nothing while nobody speaks here. It is read from the other side's description, where
 * it says what that side bears; every browser bears it (RFC 7587 §7.1, usedtx).
 */
export function quietlyIn(sdp: string): string {
  const type = /^a=rtpmap:(\d+) opus\//im.exec(sdp)?.[1]
  if (type === undefined || /usedtx=1/.test(sdp)) return sdp
  return sdp.replace(new RegExp(`^(a=fmtp:${type} [^\\r\\n]*)`, 'm'), '$1;usedtx=1')
}
