import * as z from 'zod/mini'

/** One line of the REST table: method and path (paths.ts), what comes in, what goes out. Both sides infer from it. */
interface Route<Params extends z.ZodMiniType, Body extends z.ZodMiniType, Out> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Express syntax. */
  readonly path: string
  /** open: without sign-in · signed-in: by anybody's session · staff: a practitioner's or administrator's session. */
  readonly for: 'open' | 'signed-in' | 'staff' | 'administrator'
  readonly params: Params
  readonly body: Body
  /** Only a type: what goes out is ours. */
  readonly out?: Out
}
export const route =
  <Out>() =>
  <P extends z.ZodMiniType, B extends z.ZodMiniType>(given: Route<P, B, Out>): Route<P, B, Out> =>
    given

export const Nothing = z.strictObject({})
