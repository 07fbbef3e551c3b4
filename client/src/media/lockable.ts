/**
 * Whether this browser can lock sound and picture before they leave it: W3C webrtc-encoded-transform, or what Chromium had
 * before that. A phone of 2020 cannot; then the room is told.
 */
export const canLock = (): boolean =>
  globalThis.isSecureContext === true &&
  ('RTCRtpScriptTransform' in globalThis ||
    (typeof RTCRtpSender !== 'undefined' && 'createEncodedStreams' in RTCRtpSender.prototype))
