import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { systemClock } from '@polyphony/shared/domain/time'
import { createDesk } from './desk.ts'
import { opening } from './protocol.ts'
import type { Answer, Asked, Opened, ThreadData, Trouble } from './protocol.ts'
import { replayJournal } from './replay.ts'
import { codeOf, openFiles } from './sqlite.ts'
import { StoreInUse } from './trouble.ts'

/** The thread that owns the file. Nothing on the event loop of the house waits for a disk. */
if (!parentPort) throw new Error('store/worker.ts is only run as a thread')
const port = parentPort
/** The answers to what was asked together go back together. */
let answers: Answer[] = []
let taking = false
const answer = (given: Answer): void => {
  answers.push(given)
  if (!taking) send()
}
const send = (): void => {
  if (answers.length > 0) port.postMessage(answers)
  answers = []
}

try {
  const { dataDir } = workerData as ThreadData
  const files = openFiles(dataDir)
  const found: Opened = { damaged: replayJournal(files.writer, dataDir) }
  const desk = createDesk({ files, clock: systemClock, answer, troubleOf })
  port.on('message', (first: readonly Asked[]) => {
    // Everything that arrived while the last transaction ran is answered together.
    const asked = [...first]
    for (let more = receiveMessageOnPort(port); more; more = receiveMessageOnPort(port))
      asked.push(...(more.message as readonly Asked[]))
    taking = true
    desk.take(asked)
    taking = false
    send()
    if (desk.closed()) port.close()
  })
  answer({ id: opening, ok: true, value: found })
} catch (error) {
  answer({ id: opening, ok: false, trouble: troubleOf(error) })
  port.close()
}

function troubleOf(error: unknown): Trouble {
  const message = error instanceof Error ? error.message : String(error)
  const kind = error instanceof StoreInUse ? 'in-use' : 'trouble'
  return { kind, message, code: codeOf(error) || 1 }
}
