import type { In, Out, Refusal, RouteName } from '@polyphony/shared/wire/rest'
import { routes, whoHeader } from '@polyphony/shared/wire/rest'
import type { Me } from '@polyphony/shared/wire/views'

/** Somebody who speaks to the house without a browser: for what a story needs done before it begins. */
export interface Caller {
  call<Name extends RouteName>(name: Name, ...input: Given<Name>): Promise<Out<Name>>
  /** For what must be refused. */
  refused<Name extends RouteName>(name: Name, ...input: Given<Name>): Promise<Refusal>
  readonly me: () => NonNullable<Me['who']>
}
type Given<Name extends RouteName> = keyof In<Name> extends never ? [] : [input: In<Name>]

export function caller(url: string): Caller {
  const cookies = new Map<string, string>()
  let who: Me['who'] = null

  async function send(name: RouteName, input: Readonly<Record<string, unknown>>): Promise<Response> {
    const { method, path } = routes[name]
    const rest = { ...input }
    const filled = path.replace(/:(\w+)/g, (_all, key: string) => {
      const value = encodeURIComponent(String(rest[key]))
      delete rest[key]
      return value
    })
    const withBody = method !== 'GET' && method !== 'DELETE'
    const reply = await fetch(url + filled, {
      method,
      headers: {
        origin: url,
        cookie: [...cookies].map(([key, value]) => `${key}=${value}`).join('; '),
        ...(who && { [whoHeader]: who.label }),
        ...(withBody && { 'content-type': 'application/json' }),
      },
      ...(withBody && { body: JSON.stringify(rest) }),
    })
    for (const line of reply.headers.getSetCookie()) {
      const [, key, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (key !== undefined && value !== undefined) cookies.set(key, value)
    }
    return reply
  }

  return {
    call: async (name, ...[input]) => {
      const reply = await send(name, input ?? {})
      const said = (await reply.text()) || 'null'
      if (!reply.ok) throw new Error(`${name}: ${reply.status} ${said}`)
      const value: unknown = JSON.parse(said)
      if (typeof value === 'object' && value !== null && 'who' in value) who = (value as Me).who
      return value as Out<typeof name>
    },
    refused: async (name, ...[input]) => {
      const reply = await send(name, input ?? {})
      if (reply.ok) throw new Error(`${name} was not refused.`)
      return (await reply.json()) as Refusal
    },
    me: () => {
      if (!who) throw new Error('Nobody is signed in here.')
      return who
    },
  }
}

export const tokenOf = (link: string): string => link.slice(link.indexOf('#') + 1)
