import { toString as draw } from 'qrcode'

/** Where the pages for people who work here are. The token stands behind the #: it reaches no log and no other site. */
export const setUpUrl = (publicUrl: string, token: string): string => `${publicUrl}/set-up#${token}`
export const invitationUrl = (publicUrl: string, token: string): string => `${publicUrl}/invitation#${token}`

/** SVG source of a QR code that an old camera can read from a screen. */
export function qrOf(url: string): Promise<string> {
  return draw(url, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 })
}
