import { Fault } from '@polyphony/shared/domain/fault'
import { routes } from '@polyphony/shared/wire/rest'
import type { RouteName } from '@polyphony/shared/wire/rest'
import type { Express, Request, Response } from 'express'
import type { ZodMiniType } from 'zod/mini'
import type { Sessions } from '../auth/sessions.ts'
import type { Context, Who } from '../meetings/context.ts'
import type { Extras, Handlers } from './handlers.ts'

type AnyHandler = (
  context: Context,
  who: Who | null,
  params: unknown,
  body: unknown,
  extras: Extras,
) => Promise<unknown>

/** The route table × the handlers → express. Everything that comes in is parsed here, and nowhere else. */
export function bindRoutes(app: Express, given: { context: Context; handlers: Handlers; sessions: Sessions }): void {
  const { context, handlers, sessions } = given
  for (const name of Object.keys(routes) as RouteName[]) {
    const route = routes[name]
    const handler = handlers[name] as unknown as AnyHandler
    const method = route.method.toLowerCase() as 'get' | 'post' | 'patch' | 'delete'
    app[method](route.path, async (request, response) => {
      const who = await sessions.identify(request.headers, request.originalUrl)
      admit(who, route.for)
      // An address that names nothing possible names nothing that is there.
      const params = parse(route.params, request.params, 'not-found')
      const body = parse(route.body, (request.body as unknown) ?? {}, 'not-understood')
      const out = await handler(context, who, params, body, extras({ request, response, sessions, who }))
      response.json(out)
    })
  }
}

function admit(who: Who | null, door: (typeof routes)[RouteName]['for']): void {
  if (door === 'open') return
  if (!who) throw new Fault('not-signed-in')
  if (door === 'staff' && !who.staff) throw new Fault('not-yours')
  if (door === 'administrator' && !who.staff?.administrator) throw new Fault('not-yours')
}

export function parse<Schema extends ZodMiniType>(
  schema: Schema,
  value: unknown,
  fault: 'not-found' | 'not-understood',
): Schema['_zod']['output'] {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const path = result.error.issues[0]?.path.join('.')
  throw new Fault(fault, fault === 'not-found' ? null : path || null)
}

function extras(given: { request: Request; response: Response; sessions: Sessions; who: Who | null }): Extras {
  const { request, response, sessions, who } = given
  return {
    reply: {
      setSession: async wanted => {
        const made = await sessions.open(wanted, request.headers)
        response.append('set-cookie', [...made.cookies])
        return made.who
      },
      endSession: async () => {
        if (who) response.append('set-cookie', await sessions.end(who))
      },
    },
  }
}
