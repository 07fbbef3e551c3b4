import type { FaultName } from '@polyphony/shared/domain/fault'
import { Fault, faults } from '@polyphony/shared/domain/fault'
import type { SessionLabel } from '@polyphony/shared/domain/ids'
import type { In, Out, Refusal, RouteName } from '@polyphony/shared/wire/rest'
import { filePaths, paths, whoHeader } from '@polyphony/shared/wire/paths'
import type { Me } from '@polyphony/shared/wire/views'
import { wipeCopies } from './copies.ts'

/** A refusal of the server. reference: the name an unexpected one has in the log. */
export class Refused extends Fault {
  readonly reference: string | null
  constructor(refusal: Refusal) {
    super(refusal.fault, refusal.field)
    this.name = 'Refused'
    this.reference = refusal.reference
  }
}

/** No answer came: no line, or no server. Nothing is known about what happened there. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('unreachable', { cause })
    this.name = 'Unreachable'
  }
}

export interface Outside {
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>
  /** Kept per tab: two people may be signed in on one phone, each in a tab of their own. */
  readonly keep: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
}

const labelKey = 'polyphony-who'
/** Milliseconds. A weak line is slow; a person who waits longer than this presses again. */
const patience = 20_000

export interface Api {
  /** Calls a route of wire/rest.ts. Throws Refused, or Unreachable. */
  call<Name extends RouteName>(name: Name, ...input: Given<Name>): Promise<Out<Name>>
  /** Which sign-in this tab speaks for. null: not known yet, or nobody. */
  who(): SessionLabel | null
  /** A fresh tab finds out who it speaks for. */
  whoAmI(): Promise<Me['who']>
  /** The address of a file that the browser loads by itself. */
  fileUrl(meeting: string, kind: 'html' | 'md'): string
  /** Everything of a network that this reader may take along. */
  copyUrl(network: string, kind: 'html' | 'json'): string
  /** Another sign-in of this browser: does it still hold? */
  holds(label: SessionLabel): Promise<boolean>
  forgetMe(): void
}
type Given<Name extends RouteName> = keyof In<Name> extends never ? [] : [input: In<Name>]

/** These say who the tab speaks for from now on. */
const introduces: readonly RouteName[] = ['setUp', 'signIn', 'acceptStaffInvitation', 'join', 'me', 'callMe']

export function makeApi({ fetch, keep }: Outside): Api {
  const who = () => keep.getItem(labelKey) as SessionLabel | null
  const forgetMe = () => {
    const label = who()
    if (label) void wipeCopies(label)
    keep.removeItem(labelKey)
  }

  async function call<Name extends RouteName>(name: Name, ...[input]: Given<Name>): Promise<Out<Name>> {
    const { method, path } = paths[name]
    const rest: Record<string, unknown> = { ...input }
    const filled = path.replace(/:(\w+)/g, (_, key: string) => {
      const value = encodeURIComponent(String(rest[key]))
      delete rest[key]
      return value
    })
    const label = who()
    const headers: Record<string, string> = { accept: 'application/json' }
    if (label) headers[whoHeader] = label
    const init: RequestInit = { method, headers, credentials: 'same-origin', signal: AbortSignal.timeout(patience) }
    if (method !== 'GET' && method !== 'DELETE') {
      headers['content-type'] = 'application/json'
      init.body = JSON.stringify(rest)
    }
    const answer = await fetch(filled, init).catch((cause: unknown) => {
      throw new Unreachable(cause)
    })
    const said = await readJson(answer)
    if (!answer.ok) throw new Refused(asRefusal(said))
    if (introduces.includes(name)) {
      const me = said as Me
      if (me.who) keep.setItem(labelKey, me.who.label)
      else forgetMe()
    }
    if (name === 'signOut') forgetMe()
    return said as Out<Name>
  }

  /** A link carries no header: which sign-in of this browser it is stands in its address. */
  function file(path: string, kind: string): string {
    const label = who()
    return `${path.replace(':kind', kind)}${label ? `?who=${label}` : ''}`
  }

  return {
    call,
    who,
    forgetMe,
    holds: async label => {
      const answer = await fetch(paths.me.path, { headers: { [whoHeader]: label }, credentials: 'same-origin' })
      return !answer.ok || ((await readJson(answer)) as Me).who !== null
    },
    whoAmI: async () => (await call('me')).who,
    fileUrl: (meeting, kind) => file(filePaths.record.replace(':meeting', encodeURIComponent(meeting)), kind),
    copyUrl: (network, kind) => file(filePaths.copy.replace(':network', encodeURIComponent(network)), kind),
  }
}

async function readJson(answer: Response): Promise<unknown> {
  const text = await answer.text().catch((cause: unknown) => {
    throw new Unreachable(cause)
  })
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch (cause) {
    // A page of some hotel's network, or of a proxy whose server is gone.
    throw new Unreachable(cause)
  }
}

function asRefusal(said: unknown): Refusal {
  const given = (typeof said === 'object' && said !== null ? said : {}) as Partial<Record<keyof Refusal, unknown>>
  const known = typeof given.fault === 'string' && Object.hasOwn(faults, given.fault)
  return {
    fault: known ? (given.fault as FaultName) : 'unexpected',
    field: typeof given.field === 'string' ? given.field : null,
    reference: typeof given.reference === 'string' ? given.reference : null,
  }
}

/** Some phones refuse to keep anything for a private tab. Then the tab remembers until it is closed or loaded again. */
function tabKeep(): Outside['keep'] {
  const memory = new Map<string, string>()
  const tried = <T>(stored: () => T, otherwise: () => T): T => {
    try {
      return stored()
    } catch {
      return otherwise()
    }
  }
  return {
    getItem: key =>
      tried(
        () => sessionStorage.getItem(key),
        () => memory.get(key) ?? null,
      ),
    setItem: (key, value) =>
      tried(
        () => sessionStorage.setItem(key, value),
        () => void memory.set(key, value),
      ),
    removeItem: key =>
      tried(
        () => sessionStorage.removeItem(key),
        () => void memory.delete(key),
      ),
  }
}

/** The browser's own. */
export const { call, who, whoAmI, fileUrl, copyUrl, forgetMe, holds } = makeApi({
  fetch: (path, init) => globalThis.fetch(path, init),
  keep: tabKeep(),
})
