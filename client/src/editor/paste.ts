/** More than this in one piece is no talk any more, and the server takes no longer struct (wire/sync limit). */
export const pasteLimit = 10_000

export const cleanText = (text: string): string => text.slice(0, pasteLimit)
