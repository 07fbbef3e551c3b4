import { hash, verify } from '@node-rs/argon2'
import { Fault } from '@polyphony/shared/domain/fault'

export interface Passwords {
  hash(password: string): Promise<string>
  /** Against null it takes as long as against a real one, and is false: nobody learns who works here. */
  isRight(kept: string | null, password: string): Promise<boolean>
}

/** OWASP's least for argon2id; about 25 ms and 19 MB on a small machine. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
/** So many at once; the others wait. Beyond the second number somebody is hammering at the door. */
const atOnce = 2
const inLine = 50

export function createPasswords(given: { secret: Uint8Array }): Passwords {
  const options = { ...cost, secret: given.secret }
  const take = createLine()
  let nobodys: Promise<string> | null = null
  return {
    hash: password => take(() => hash(password.normalize('NFC'), options)),
    isRight: async (kept, password) => {
      nobodys ??= hash('a password that nobody has', options)
      const against = kept ?? (await nobodys)
      const right = await take(() => verify(against, password.normalize('NFC'), options))
      return right && kept !== null
    },
  }
}

function createLine(): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let busy = 0
  return async work => {
    if (busy >= atOnce) {
      if (waiting.length >= inLine) throw new Fault('too-many-tries')
      await new Promise<void>(resolve => waiting.push(resolve))
    }
    busy += 1
    try {
      return await work()
    } finally {
      busy -= 1
      waiting.shift()?.()
    }
  }
}

const common = [
  'password',
  'passwort',
  'qwertyuiop',
  'qwertzuiop',
  'letmein',
  'iloveyou',
  'polyphony',
  'welcome',
  'admin',
]

/**
 * Refuses what is tried first: one pattern over and over, rows of keys or digits, a usual word with digits behind it,
 * or the person's own address. No rules of composition: a long sentence is a good password.
 */
export function refuseCommon(password: string, email: string): void {
  const plain = password.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  const letters = plain.replace(/\d/g, '')
  const usual =
    /^(.{1,4})\1+.{0,3}$/.test(plain) ||
    '01234567890123456789'.includes(plain) ||
    '98765432109876543210'.includes(plain) ||
    common.some(word => letters === word || letters === word + word) ||
    plain === email.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  if (usual) throw new Fault('not-understood', 'password')
}
