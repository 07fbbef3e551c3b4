/** More than this in one piece is no talk any more, and the server takes no longer struct (wire/sync limit). */
export const pasteLimit = 10_000

/** Pictures, tables, colours and links of other pages stay outside: only words, bold, italic and lists come in. */
export const cleanHtml = (html: string): string => (html.length > pasteLimit * 6 ? '' : html)
export const cleanText = (text: string): string => text.slice(0, pasteLimit)
