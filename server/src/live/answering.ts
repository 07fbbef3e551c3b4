import { Fault } from '@polyphony/shared/domain/fault'
import type { FaultName } from '@polyphony/shared/domain/fault'
import type { Reply } from '@polyphony/shared/wire/live'
import type { ZodMiniType } from 'zod/mini'
import type { Logger } from '../log.ts'
import { LogRefusal, StoreTrouble } from '../store/trouble.ts'

/** Everything that comes over the wire is parsed here, and every refusal goes out by its name. */
export interface Answering {
  /** Parses, works, replies. Never throws, whatever was sent. */
  answer<Schema extends ZodMiniType, T>(
    ask: { readonly schema: Schema; readonly input: unknown; readonly reply: unknown },
    work: (input: Schema['_zod']['output']) => Promise<T>,
  ): void
  /** Takes nothing new, and waits for what was begun. */
  drain(): Promise<void>
}

export function createAnswering(logger: Logger): Answering {
  const begun = new Set<Promise<void>>()
  let draining = false

  async function replyTo<T>(work: () => Promise<T>): Promise<Reply<T>> {
    try {
      if (draining) throw new Fault('leaving')
      return { ok: true, value: await work() }
    } catch (error) {
      return { ok: false, fault: faultOf(error) }
    }
  }
  function faultOf(error: unknown): FaultName {
    if (error instanceof Fault) return error.fault
    if (error instanceof StoreTrouble || error instanceof LogRefusal) {
      logger.error({ error }, 'the store refused what was done in a room')
      return 'not-saved'
    }
    logger.error({ error }, 'something unexpected happened in a room')
    return 'unexpected'
  }

  return {
    answer: ({ schema, input, reply }, work) => {
      const mine = replyTo(async () => await work(parse(schema, input))).then(result => {
        if (typeof reply === 'function') (reply as (result: unknown) => void)(result)
      })
      begun.add(mine)
      void mine.finally(() => begun.delete(mine))
    },
    drain: async () => {
      draining = true
      await Promise.allSettled(begun)
    },
  }
}

export function parse<Schema extends ZodMiniType>(schema: Schema, input: unknown): Schema['_zod']['output'] {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  throw new Fault(result.error.issues.some(issue => issue.code === 'too_big') ? 'too-large' : 'not-understood')
}
