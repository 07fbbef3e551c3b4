import type { Clock } from '@polyphony/shared/domain/time'
import { seconds } from '@polyphony/shared/domain/time'
import { createLogOnFile } from './notebooks.ts'
import { unpack } from './packing.ts'
import type { Answer, Asked, Trouble } from './protocol.ts'
import { codeOf } from './sqlite.ts'
import type { Files } from './sqlite.ts'
import { LogRefusal } from './trouble.ts'

/** Decides what is carried out when: one transaction at a time, in the order of asking, and the log in groups. */
export interface Desk {
  take(asked: readonly Asked[]): void
  closed(): boolean
}

type Append = Extract<Asked, { ask: 'append' }>

/** A transaction that says nothing for this long has forgotten itself; everybody else waits for it. */
export const patience = seconds(10)

export function createDesk(given: {
  files: Files
  clock: Clock
  answer: (answer: Answer) => void
  troubleOf: (error: unknown) => Trouble
}): Desk {
  const { files, clock, answer, troubleOf } = given
  const { file, query } = files.writer
  const log = createLogOnFile(files)
  const waiting: Asked[] = []
  let appends: Append[] = []
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
  const inTransaction = (work: () => void): void => {
    file.exec('BEGIN IMMEDIATE')
    try {
      work()
      file.exec('COMMIT')
    } catch (error) {
      // A full disk may already have rolled back by itself.
      if (file.isTransaction) file.exec('ROLLBACK')
      log.forget()
      throw error
    }
  }

  function commitAppends(): void {
    const group = appends
    appends = []
    if (group.length === 0) return
    const refused = new Map<Append, unknown>()
    try {
      inTransaction(() => {
        for (const one of group) {
          try {
            log.append(unpack(one.rows))
          } catch (error) {
            // Only what the log itself refuses leaves nothing behind; anything else ends the whole group.
            if (!(error instanceof LogRefusal)) throw error
            refused.set(one, error)
          }
        }
      })
    } catch (error) {
      if (group.length > 1 && (codeOf(error) === 19 || codeOf(error) === 0)) {
        commitOneByOne(group)
        return
      }
      for (const one of group) answer({ id: one.id, ok: false, trouble: troubleOf(refused.get(one) ?? error) })
      return
    }
    for (const one of group) {
      if (refused.has(one)) answer({ id: one.id, ok: false, trouble: troubleOf(refused.get(one)) })
      else answer({ id: one.id, ok: true, value: null })
    }
  }
  /** A rule of the table spoke against one of them: the others do not suffer for it. */
  function commitOneByOne(group: readonly Append[]): void {
    for (const one of group) reply(one.id, () => inTransaction(() => log.append(unpack(one.rows))))
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
        reply(asked.id, () => inTransaction(() => log.snapshot(asked)))
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
      commitAppends()
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
        else if (one.ask === 'query' && one.tx === null && one.looks) {
          reply(one.id, () => files.reader.query(one.sql, one.parameters))
        } else if (one.ask === 'append') appends.push(one)
        else if (one.ask === 'commit' || one.ask === 'rollback' || (one.ask === 'query' && one.tx !== null)) inside(one)
        else waiting.push(one)
      }
      proceed()
      watch()
    },
    closed: () => closed,
  }
}
