import type { LookingBack } from '../meetings/looking-back.ts'
import type { Handlers } from './handlers.ts'

/** How the words of a meeting came to be. */
export type HistoryHandlers = Pick<
  Handlers,
  'whoWrote' | 'timeline' | 'checkpoints' | 'nameMoment' | 'version' | 'difference' | 'bringBack'
>

export function historyHandlers(back: LookingBack): HistoryHandlers {
  return {
    whoWrote: (context, who, params) => back.whoWrote(context, who, params),
    timeline: (context, who, params) => back.timeline(context, who, params),
    checkpoints: (context, who, params) => back.checkpoints(context, who, params),
    nameMoment: (context, who, params, body) => back.nameMoment(context, who, { ...params, ...body }),
    version: (context, who, params) => back.version(context, who, params),
    difference: (context, who, params) => back.difference(context, who, params),
    bringBack: (context, who, params, body) => back.bringBack(context, who, { ...params, ...body }),
  }
}
