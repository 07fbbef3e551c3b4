// Loaded before a server under measurement. On SIGUSR2: collects all garbage, writes what is left into PROBE_FILE.
import { renameSync, writeFileSync } from 'node:fs'

const file = process.env.PROBE_FILE
if (file !== undefined) {
  process.on('SIGUSR2', () => {
    // Twice: what a first round lets go of may itself hold something.
    globalThis.gc?.()
    globalThis.gc?.()
    writeFileSync(`${file}.part`, JSON.stringify(process.memoryUsage()))
    renameSync(`${file}.part`, file)
  })
}
