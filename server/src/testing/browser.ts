import type { SessionLabel } from '@polyphony/shared/domain/ids'
import type { In, Out, Refusal, RouteName } from '@polyphony/shared/wire/rest'
import { routes, whoHeader } from '@polyphony/shared/wire/rest'
import type { Me } from '@polyphony/shared/wire/views'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
}

/** What a browser does, without a browser: keeps cookies, says where it comes from, and which sign-in a tab speaks for. */
export interface Browser {
  send(
    method: string,
    path: string,
    given?: { body?: unknown; raw?: string; headers?: Record<string, string> },
  ): Promise<Answer>
  /** A route of wire/rest.ts. Rejects with RefusedAnswer. */
  call<Name extends RouteName>(name: Name, input?: In<Name>): Promise<Out<Name>>
  take(cookies: readonly string[]): void
  speakFor(label: SessionLabel | null): void
  label(): SessionLabel | null
  /** Another tab of the same browser: the same cookies, its own voice. */
  tab(): Browser
  cookies(): ReadonlyMap<string, string>
  headers(): Record<string, string>
}

export class RefusedAnswer extends Error {
  readonly status: number
  readonly refusal: Refusal
  constructor(status: number, refusal: Refusal) {
    super(`${status} ${refusal.fault}${refusal.field === null ? '' : ` (${refusal.field})`}`)
    this.status = status
    this.refusal = refusal
  }
}

const introduces: readonly RouteName[] = ['setUp', 'signIn', 'acceptStaffInvitation', 'join']

export function createBrowser(origin: string, jar = new Map<string, string>()): Browser {
  let speaking: SessionLabel | null = null

  const take = (cookies: readonly string[]): void => {
    for (const cookie of cookies) {
      const [pair = '', ...attributes] = cookie.split(';')
      const [name = '', value = ''] = pair.split('=', 2)
      if (attributes.some(attribute => attribute.trim() === 'Max-Age=0')) jar.delete(name)
      else jar.set(name, value)
    }
  }
  const headers = (): Record<string, string> => ({
    origin,
    ...(jar.size > 0 && { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') }),
    ...(speaking && { [whoHeader]: speaking }),
  })
  const send: Browser['send'] = async (method, path, given = {}) => {
    const body = given.raw ?? (given.body === undefined ? null : JSON.stringify(given.body))
    const answer = await fetch(`${origin}${path}`, {
      method,
      redirect: 'manual',
      headers: { ...headers(), ...(body !== null && { 'content-type': 'application/json' }), ...given.headers },
      ...(body !== null && { body }),
    })
    take(answer.headers.getSetCookie())
    const text = await answer.text()
    const isJson = answer.headers.get('content-type')?.includes('json')
    return { status: answer.status, headers: answer.headers, body: isJson ? (JSON.parse(text) as unknown) : text }
  }

  return {
    send,
    call: async <Name extends RouteName>(name: Name, input?: In<Name>) => {
      const route = routes[name]
      const rest: Record<string, unknown> = { ...input }
      const path = route.path.replace(/:(\w+)/g, (_, key: string) => {
        const value = encodeURIComponent(String(rest[key]))
        delete rest[key]
        return value
      })
      const given = route.method === 'GET' || route.method === 'DELETE' ? {} : { body: rest }
      const { status, body } = await send(route.method, path, given)
      if (status !== 200) throw new RefusedAnswer(status, body as Refusal)
      if (introduces.includes(name)) speaking = (body as Me).who?.label ?? null
      return body as Out<Name>
    },
    take,
    speakFor: label => {
      speaking = label
    },
    label: () => speaking,
    tab: () => createBrowser(origin, jar),
    cookies: () => jar,
    headers,
  }
}
