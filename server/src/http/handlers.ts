import type { Body, Out, Params, RouteName } from '@polyphony/shared/wire/rest'
import type { NewSession } from '../auth/sessions.ts'
import type { Context, Who } from '../meetings/context.ts'

/** What a handler may do to the answer beside its value. */
export interface Extras {
  readonly reply: {
    /** Signs somebody in: the answer carries the cookie. */
    setSession(given: NewSession): Promise<Who>
    /** Signs out whoever asks. */
    endSession(): Promise<void>
  }
}

/** Routes that are for everybody: who may be nobody. Held equal to the table of wire/rest.ts by a test. */
export const openRoutes = [
  'health',
  'service',
  'me',
  'setUp',
  'signIn',
  'staffInvitation',
  'acceptStaffInvitation',
  'join',
] as const satisfies readonly RouteName[]
type OpenRoute = (typeof openRoutes)[number]

export type Handler<Name extends RouteName> = (
  context: Context,
  who: Name extends OpenRoute ? Who | null : Who,
  params: Params<Name>,
  body: Body<Name>,
  extras: Extras,
) => Promise<Out<Name>>

/** A handler for every route; a forgotten one does not compile. */
export type Handlers = { readonly [Name in RouteName]: Handler<Name> }
