import type { Clock } from '@polyphony/shared/domain/time'
import { seconds } from '@polyphony/shared/domain/time'
import type { Logger } from '../log.ts'
import { allocate, RelayRefusal } from './turn-client.ts'
import type { Allocation } from './turn-client.ts'
import type { RelayCredential } from './tickets.ts'

/**
 * works: words went from one place on the relay to another. silent: nobody answers at that address. refused: it does not
 * take our credentials. shut: it gives places, and lets nothing through between them.
 */
export type RelayAnswer = 'works' | 'silent' | 'refused' | 'shut'

export interface RelayFinding {
  readonly url: string
  readonly answer: RelayAnswer
}

const throughWithin = seconds(5)
const sayAgain = 500

/** Can two people behind strict networks meet? Asked as they would: two places on the relay, and a word from one to the other. */
export async function checkRelays(given: {
  readonly relay: RelayCredential | null
  readonly clock: Clock
}): Promise<readonly RelayFinding[]> {
  const { relay, clock } = given
  if (!relay) return []
  return await Promise.all(relay.urls.map(async url => ({ url, answer: await ask(url, relay, clock) })))
}

async function ask(url: string, { username, credential }: RelayCredential, clock: Clock): Promise<RelayAnswer> {
  const places: Allocation[] = []
  try {
    for (const _one of ['here', 'there']) places.push(await allocate({ url, username, credential, clock }))
    const [here, there] = places as [Allocation, Allocation]
    await Promise.all([here.permit(there.relayed), there.permit(here.relayed)])
    return (await through(here, there, clock)) ? 'works' : 'shut'
  } catch (error) {
    if (!(error instanceof RelayRefusal)) throw error
    if (places.length === 2) return 'shut'
    return error.status === null ? 'silent' : 'refused'
  } finally {
    for (const place of places) place.close()
  }
}

function through(here: Allocation, there: Allocation, clock: Clock): Promise<boolean> {
  return new Promise(resolve => {
    const words = Buffer.from('Can you hear me?')
    let again: () => void = () => undefined
    const end = (came: boolean) => {
      again()
      late()
      resolve(came)
    }
    const late = clock.after(throughWithin, () => end(false))
    const say = (): void => {
      here.send(there.relayed, words)
      again = clock.after(sayAgain, say)
    }
    void there.heard().then(heard => end(heard.equals(words)))
    say()
  })
}

/** Said once at the start, where whoever set it up still looks. */
export function tellFindings(findings: readonly RelayFinding[], logger: Logger): void {
  for (const { url, answer } of findings) {
    if (answer === 'works') logger.info({ url }, 'two people behind strict networks can meet through this TURN server')
    else logger.warn({ url, answer }, said[answer])
  }
}

const said = {
  silent: 'nobody answers at the address of the TURN server: people behind strict networks cannot meet',
  refused: 'the TURN server does not take our credentials: TURN_SECRET and its static-auth-secret must be the same',
  shut: 'the TURN server lets nothing through between two of its places: look at its denied-peer-ip and its ports',
} as const satisfies Record<Exclude<RelayAnswer, 'works'>, string>
