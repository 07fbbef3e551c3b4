/** The disk or the database refuses. What was asked has not happened; it may be asked again. */
export class StoreTrouble extends Error {
  /** SQLite's primary result code (13: the disk is full, 10: the disk fails, 19: a rule of a table). 0: the store is gone. */
  readonly code: number
  constructor(message: string, code: number) {
    super(message)
    this.name = 'StoreTrouble'
    this.code = code
  }
  /** The disk, not the question. */
  get isOfTheDisk(): boolean {
    return this.code !== 1 && this.code !== 19
  }
}

/** These rows can never be taken: a clientID of somebody else, a gap, a number that stands already or is none. */
export class LogRefusal extends Error {
  readonly why: 'client-of-another-person' | 'not-the-next-number' | 'not-a-row'
  constructor(why: LogRefusal['why'], detail: string) {
    super(detail)
    this.name = 'LogRefusal'
    this.why = why
  }
}

/** Another process holds this data. */
export class StoreInUse extends Error {
  constructor(dataDir: string) {
    super(`Another Polyphony is already running on ${dataDir}. Stop that one first, or set another DATA_DIR.`)
    this.name = 'StoreInUse'
  }
}
