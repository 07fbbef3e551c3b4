// Loaded before a server under measurement, which knows nothing of it.
import { renameSync, writeFileSync } from 'node:fs'
import { Session } from 'node:inspector'
import { isMainThread } from 'node:worker_threads'

const { PROBE_FILE: memory, PROFILE_FILE: profile } = process.env

/** Nobody reads half a file. */
function put(file: string, text: string): void {
  writeFileSync(`${file}.part`, text)
  renameSync(`${file}.part`, file)
}

// SIGUSR2: collects all garbage and writes what is left.
if (isMainThread && memory !== undefined) {
  process.on('SIGUSR2', () => {
    // Twice: what a first round lets go of may itself hold something.
    globalThis.gc?.()
    globalThis.gc?.()
    put(memory, JSON.stringify(process.memoryUsage()))
  })
}

// SIGHUP: begins to note where the time goes; the second one writes it.
if (isMainThread && profile !== undefined) {
  const session = new Session()
  let noting = false
  session.connect()
  process.on('SIGHUP', () => {
    noting = !noting
    if (noting) {
      session.post('Profiler.enable')
      session.post('Profiler.setSamplingInterval', { interval: 250 })
      session.post('Profiler.start')
    } else {
      session.post('Profiler.stop', (_error, told) => put(profile, JSON.stringify(told.profile)))
    }
  })
}
