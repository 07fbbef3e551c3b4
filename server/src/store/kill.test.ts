import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { MeetingId } from '@polyphony/shared/domain/ids'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asIfAlone } from '../testing/load.ts'
import { openStore } from './open.ts'

const writer = fileURLToPath(new URL('../testing/store-writer.ts', import.meta.url))
const meetings = ['one', 'two', 'three'] as MeetingId[]
let dataDir: string
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'polyphony-kill-'))
})
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

const start = (): ChildProcess =>
  spawn(process.execPath, ['--disable-warning=ExperimentalWarning', writer, dataDir], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise(resolve => child.once('close', code => resolve(code)))

/** Lets it write until so many lines were acknowledged, kills it, answers the last acknowledged number of each meeting. */
async function killAfter(lines: number): Promise<Map<string, number>> {
  const child = start()
  const gone = ended(child)
  const acknowledged = new Map<string, number>()
  let seen = 0
  // Lines that were written before the kill count too, even if they are read after it.
  for await (const line of createInterface({ input: child.stdout ?? process.stdin })) {
    const [meeting = '', seq] = line.split(' ')
    if (seq !== undefined) acknowledged.set(meeting, Number(seq))
    seen += 1
    if (seen === lines) child.kill('SIGKILL')
  }
  expect(await gone, 'it ended by the kill and not by itself').toBeNull()
  return acknowledged
}

test('S4 killed at any moment, no acknowledged row is lost and no number is missing', { timeout: 60_000 }, async () => {
  for (const lines of [1, 2, 7, 40, 190, 450]) {
    const acknowledged = await killAfter(lines)
    const store = await openStore({ dataDir })
    for (const meeting of meetings) {
      const { snapshot, tail } = await store.log.load(meeting)
      const first = (snapshot?.seq ?? 0) + 1
      expect(tail.map(({ seq }) => seq)).toEqual(tail.map((_, index) => first + index))
      expect(tail.every(({ seq, bytes }) => Buffer.from(bytes).toString() === `${meeting} ${seq}`)).toBe(true)
      if (snapshot) expect(Buffer.from(snapshot.bytes).toString()).toBe(`${snapshot.seq}`)
      expect(tail.at(-1)?.seq ?? snapshot?.seq ?? 0).toBeGreaterThanOrEqual(acknowledged.get(meeting) ?? 0)
    }
    await store.close()
    if (lines > 100) expect(acknowledged.size).toBe(3)
  }
})

test('a second process on the same data ends within two seconds and says why', async () => {
  const store = await openStore({ dataDir })
  const child = start()
  const said: Buffer[] = []
  child.stderr?.on('data', part => said.push(part as Buffer))
  const began = performance.now()
  expect(await ended(child)).toBe(1)
  expect(performance.now() - began).toBeLessThan(asIfAlone(2000))
  expect(Buffer.concat(said).toString()).toContain('Another Polyphony is already running on')
  await store.close()
})
