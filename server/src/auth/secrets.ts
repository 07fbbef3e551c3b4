import { createHash, createHmac } from 'node:crypto'
import { chmodSync, closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Chance, MeetingId, SessionLabel } from '@polyphony/shared/domain/ids'
import { factOf, keepFact } from '../store/facts.ts'
import type { Db } from '../store/open.ts'

/** Made on the first start, never anybody's default. They lie beside the data, readable by its owner alone. */
export interface Secrets {
  /** Goes into every password hash: a copy of the database alone cannot be tried against. */
  readonly passwords: Uint8Array
  /** The same e-mail address gives the same mark; nobody can go back from it. For limits and the log. */
  mark(text: string): string
  /** Locks what somebody keeps on their device. Only who holds this sign-in is given it, and only as long as they do. */
  copyKey(label: SessionLabel, meeting: MeetingId): string
}

export async function openSecrets(given: { dataDir: string; db: Db; chance: Chance }): Promise<Secrets> {
  const { dataDir, db, chance } = given
  const path = join(dataDir, 'secrets.key')
  const stored = await factOf(db, 'secrets')
  let key = read(path)
  if (!key) {
    // A new key would turn every password wrong, one by one and without a word. Better not to open.
    if (stored !== null)
      throw new Error(`The file ${path} is missing. Put it back from your copy: without it no password is right.`)
    key = Buffer.from(chance.fill(new Uint8Array(64)))
    write(path, key)
  }
  const print = createHash('sha256').update(key).digest('hex').slice(0, 16)
  if (stored !== null && stored !== print) {
    throw new Error(`The file ${path} does not belong to this data. Put the right one back from your copy.`)
  }
  if (stored === null) await keepFact(db, 'secrets', print)
  const marks = key.subarray(32)
  return {
    passwords: key.subarray(0, 32),
    mark: text => createHmac('sha256', marks).update(text).digest('hex').slice(0, 12),
    copyKey: (label, meeting) =>
      createHmac('sha256', marks).update(`a copy on a device\n${label}\n${meeting}`).digest('base64'),
  }
}

function read(path: string): Buffer | null {
  try {
    const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64')
    if (key.length !== 64) throw new Error(`The file ${path} is damaged. Put it back from your copy.`)
    chmodSync(path, 0o600)
    return key
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

function write(path: string, key: Buffer): void {
  const file = openSync(path, 'wx', 0o600)
  try {
    writeSync(file, `${key.toString('base64')}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
