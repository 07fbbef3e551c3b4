import type { Clock } from '@polyphony/shared/domain/time'
import { seconds } from '@polyphony/shared/domain/time'
import { createLogOnFile } from './notebooks.ts'
import { unpack } from './packing.ts'
import type { Answer, Asked, Trouble } from './protocol.ts'
import type { Files } from './sqlite.ts'

/** Decides what is carried out when: one transaction at a time, in the order of asking. */
export interface Desk {
  take(asked: readonly Asked[]): void
  closed(): boolean
}

/** A transaction that says nothing for this long has forgotten itself; everybody else waits for it. */
export const patience = seconds(10)

export function createDesk(given: {
  files: Files
  clock: Clock
  answer: (answer: Answer) => void
  troubleOf: (error: unknown) => Trouble
}): Desk {
  const { files, clock, answer, troubleOf } = given
  const { file, query, transaction } = files.writer
  const log = createLogOnFile(files)
  const waiting: Asked[] = []
  let open: number | null = null
  let closed = false
  let stopWaiting = (): void => {}

  const reply = (id: number, work: () => unknown): void => {
    try {
      answer({ id, ok: true, value: work() ?? null })
    } catch (error) {
      answer({ id, ok: false, trouble: troubleOf(error) })
    }
  }

  function inside(asked: Extract<Asked, { tx: number | null }>): void {
    if (asked.tx !== open) {
      const message = `this transaction is over: it said nothing for ${patience} ms, or was ended before`
      answer({ id: asked.id, ok: false, trouble: { kind: 'trouble', message, code: 1 } })
      return
    }
    if (asked.ask === 'query') {
      reply(asked.id, () => query(asked.sql, asked.parameters))
    } else {
      open = null
      stopWaiting()
      reply(asked.id, () => {
        try {
          if (file.isTransaction) file.exec(asked.ask === 'commit' ? 'COMMIT' : 'ROLLBACK')
          else if (asked.ask === 'commit') throw new Error('the transaction had already been rolled back')
        } finally {
          if (file.isTransaction) file.exec('ROLLBACK')
        }
      })
    }
  }
  function watch(): void {
    stopWaiting()
    if (open === null) return
    stopWaiting = clock.after(patience, () => {
      open = null
      if (file.isTransaction) file.exec('ROLLBACK')
      proceed()
    })
  }

  function outside(asked: Asked): void {
    switch (asked.ask) {
      case 'begin':
        reply(asked.id, () => {
          file.exec('BEGIN IMMEDIATE')
          open = asked.tx
        })
        return
      case 'query':
        reply(asked.id, () => query(asked.sql, asked.parameters))
        return
      case 'snapshot':
        reply(asked.id, () => transaction(() => log.snapshot(asked)))
        return
      case 'place':
        reply(asked.id, () => transaction(() => log.place(asked.packs.flatMap(unpack))))
        return
      case 'close':
        reply(asked.id, () => {
          closed = true
          files.close()
        })
    }
  }
  function proceed(): void {
    while (open === null && !closed) {
      const next = waiting.shift()
      if (!next) return
      outside(next)
    }
  }

  return {
    take: asked => {
      for (const one of asked) {
        if (one.ask === 'load') reply(one.id, () => log.load(one.meeting))
        else if (one.ask === 'rows') reply(one.id, () => log.rows(one))
        else if (one.ask === 'head') reply(one.id, () => log.head(one.meeting))
        else if (one.ask === 'query' && one.tx === null && one.looks) {
          reply(one.id, () => files.reader.query(one.sql, one.parameters))
        } else if (one.ask === 'commit' || one.ask === 'rollback' || (one.ask === 'query' && one.tx !== null))
          inside(one)
        else waiting.push(one)
      }
      proceed()
      watch()
    },
    closed: () => closed,
  }
}
