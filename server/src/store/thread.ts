import { Worker } from 'node:worker_threads'
import { opening } from './protocol.ts'
import type { Answer, Ask, Asked, Opened, ThreadData, Trouble } from './protocol.ts'
import { StoreInUse, StoreTrouble } from './trouble.ts'

/** The house's end of the conversation with the thread that owns the file. */
export interface Thread {
  readonly opened: Opened
  ask<T>(ask: Ask, handOver?: readonly ArrayBuffer[]): Promise<T>
  close(): Promise<void>
}

type Waiting = { resolve: (value: unknown) => void; reject: (error: Error) => void }

/** onLost: the thread has died by itself. Everything asked of it from then on is refused. */
export async function openThread(given: { dataDir: string; onLost: (error: Error) => void }): Promise<Thread> {
  const { dataDir, onLost } = given
  const workerData: ThreadData = { dataDir }
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData, execArgv: [] })
  const waiting = new Map<number, Waiting>()
  let gone: Error | null = null
  let leaving = false
  let last = opening

  const end = (error: Error): void => {
    if (gone) return
    gone = error
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  const exited = new Promise<void>(resolve => worker.once('exit', () => resolve()))
  const opened = new Promise<unknown>((resolve, reject) => waiting.set(opening, { resolve, reject }))
  worker.on('message', (answers: readonly Answer[]) => {
    for (const answer of answers) {
      const one = waiting.get(answer.id)
      waiting.delete(answer.id)
      if (answer.ok) one?.resolve(answer.value)
      else one?.reject(errorOf(answer.trouble, dataDir))
    }
  })
  const lost = (error: Error): void => {
    if (gone) return
    end(error)
    if (!leaving) onLost(error)
  }
  worker.on('error', error => lost(new StoreTrouble(`the store has stopped: ${String(error)}`, 0)))
  worker.on('exit', () => lost(new StoreTrouble('the store is closed', 0)))
  let found: Opened
  try {
    found = (await opened) as Opened
  } catch (error) {
    leaving = true
    await worker.terminate()
    throw error
  }

  let asking: Asked[] = []
  let handingOver: ArrayBuffer[] = []
  const send = (): void => {
    if (asking.length === 0) return
    const [asked, buffers] = [asking, handingOver]
    asking = []
    handingOver = []
    try {
      worker.postMessage(asked, buffers)
    } catch (error) {
      // One of them held what no other thread can be given: none of them is asked, and all are told.
      for (const { id } of asked) {
        waiting.get(id)?.reject(new StoreTrouble(String(error), 1))
        waiting.delete(id)
      }
    }
  }
  const ask = <T>(given: Ask, handOver: readonly ArrayBuffer[] = []): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (gone) return reject(gone)
      last += 1
      waiting.set(last, { resolve: value => resolve(value as T), reject })
      handingOver.push(...handOver)
      // Waking the other thread costs more than most questions: those of one turn of the loop go together, in order.
      if (asking.push({ ...given, id: last }) === 1) setImmediate(send)
    })
  return {
    opened: found,
    ask,
    close: async () => {
      if (!leaving) {
        leaving = true
        await ask({ ask: 'close' }).catch(() => {})
      }
      await exited
    },
  }
}

function errorOf({ kind, message, code }: Trouble, dataDir: string): Error {
  return kind === 'in-use' ? new StoreInUse(dataDir) : new StoreTrouble(message, code)
}
