/**
 * The notebook wire: y-websocket protocol at /sync/<meeting>, with five frames of our own.
 * Spoken by an unmodified y-websocket 3.1 client; our own frames are only for those who listen.
 */
export const syncPath = '/sync'

/** First varUint of a frame. 0, 1 and 3 are y-websocket's own. */
export const frame = {
  sync: 0,
  awareness: 1,
  queryAwareness: 3,
  /**
   * Server → author: varUint n. The first n frames of this connection that carry words (sync step 2 and update) are
   * durable. The only source of "Saved" (S4).
   */
  kept: 100,
  /** Server → all: varUint 1 while the store refuses, 0 when it is well again (S5). */
  trouble: 101,
  /** Server → each: JSON in a varString, { as: PersonId[], write: boolean }: who this connection may write as. */
  rights: 102,
  /**
   * Server → each: JSON in a varString, { clientID: PersonId } for carets that are seen from now on. The only source of
   * whose a caret is: what it says of itself is a claim.
   */
  people: 103,
  /**
   * Client → server, one byte, and the same back at once: is the line still there? A socket can look open long after the
   * other end is gone, and "Saved" must not stand there meanwhile.
   */
  there: 104,
} as const

/** 44xx is final for y-websocket; everything else is tried again. */
export const closeCode = {
  notSignedIn: 4401,
  notYours: 4403,
  noSuchMeeting: 4404,
  refused: 4409,
  sealed: 4410,
  rightsChanged: 4205,
  leaving: 4503,
  slow: 4508,
  unknownFrame: 1003,
  tooLarge: 1009,
} as const

export const limit = {
  /** Bytes of one frame. */
  frame: 256 * 1024,
  /** Bytes of one awareness state. */
  awareness: 2048,
  /** One struct is at most this long, in Yjs clock units: no longer than what a frame can carry. */
  struct: 256 * 1024,
  /** clientIDs one person may bring to one meeting. */
  clientsPerPerson: 64,
  /** Bytes of a whole document. */
  document: 10 * 1024 * 1024,
  /** Buffered bytes: above the first awareness is dropped, above the second the connection is closed (S11). */
  slow: 1024 * 1024,
  tooSlow: 8 * 1024 * 1024,
} as const
