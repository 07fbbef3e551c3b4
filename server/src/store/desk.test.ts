import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MeetingId } from '@polyphony/shared/domain/ids'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fakeClock } from '../testing/clock.ts'
import type { Desk } from './desk.ts'
import { createDesk, patience } from './desk.ts'
import { pack } from './packing.ts'
import type { Answer, Asked } from './protocol.ts'
import type { Files } from './sqlite.ts'
import { codeOf, openFiles } from './sqlite.ts'

let dataDir: string
let files: Files
let desk: Desk
let answers: Answer[]
const clock = fakeClock()
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'polyphony-desk-'))
  files = openFiles(dataDir)
  answers = []
  const answer = (given: Answer) => void answers.push(given)
  const troubleOf = (error: unknown) => ({ kind: 'trouble' as const, message: String(error), code: codeOf(error) })
  desk = createDesk({ files, clock, answer, troubleOf })
})
afterEach(() => {
  if (!desk.closed()) files.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const place = (id: number, ...seqs: number[]): Asked => ({
  id,
  ask: 'place',
  packs: seqs.map(seq =>
    pack([{ meeting: 'm' as MeetingId, seq, person: null, client: 1, at: 1, bytes: new Uint8Array(9) }]),
  ),
})
const write = (id: number, tx: number | null, key: string): Asked => ({
  id,
  ask: 'query',
  tx,
  sql: 'INSERT INTO house (key, value) VALUES (?, ?)',
  parameters: [key, ''],
  looks: false,
})
const answered = () => answers.map(({ id, ok }) => (ok ? id : -id))

test('all that is put in its place at once is one transaction', () => {
  const exec = vi.spyOn(files.writer.file, 'exec')
  desk.take([place(1, ...Array.from({ length: 200 }, (_, index) => index + 1))])
  expect(answered()).toEqual([1])
  expect(exec.mock.calls.map(([statement]) => statement)).toEqual(['BEGIN IMMEDIATE', 'COMMIT'])
  desk.take([{ id: 2, ask: 'head', meeting: 'm' as MeetingId }])
  expect(answers.at(-1)).toEqual({ id: 2, ok: true, value: { seq: 200, clients: new Map() } })
})

test('while a transaction is open the others wait in their order', () => {
  desk.take([{ id: 1, ask: 'begin', tx: 1 }])
  desk.take([write(2, null, 'outside'), { id: 3, ask: 'begin', tx: 2 }, place(4, 1), write(5, 1, 'inside')])
  expect(answered()).toEqual([1, 5])
  desk.take([{ id: 6, ask: 'commit', tx: 1 }])
  expect(answered()).toEqual([1, 5, 6, 2, 3])
  desk.take([{ id: 7, ask: 'rollback', tx: 2 }])
  expect(answered().slice(5)).toEqual([7, 4])
})

test('a transaction that has forgotten itself is taken back, and everybody goes on', () => {
  desk.take([{ id: 1, ask: 'begin', tx: 1 }])
  desk.take([write(2, 1, 'never kept'), write(3, null, 'kept')])
  clock.pass(patience - 1)
  expect(answered()).toEqual([1, 2])
  clock.pass(1)
  expect(answered()).toEqual([1, 2, 3])
  desk.take([write(4, 1, 'too late'), { id: 5, ask: 'commit', tx: 1 }])
  expect(answered()).toEqual([1, 2, 3, -4, -5])
  expect(files.reader.query('SELECT key FROM house', []).rows).toEqual([{ key: 'kept' }])
  expect(clock.waiting()).toBe(0)
})

test('a commit that the table refuses is an error and ends the transaction', () => {
  desk.take([{ id: 1, ask: 'begin', tx: 1 }])
  files.writer.file.exec('PRAGMA defer_foreign_keys = ON')
  desk.take([{ ...write(2, 1, ''), sql: `INSERT INTO network VALUES ('n', ?, ?, 1)`, parameters: ['x', 'x'] } as Asked])
  desk.take([{ id: 3, ask: 'commit', tx: 1 }, write(4, null, 'after')])
  expect(answered()).toEqual([1, 2, -3, 4])
})

test('closing waits for what was asked before', () => {
  desk.take([place(1, 1), { id: 2, ask: 'close' }])
  expect(answered()).toEqual([1, 2])
  expect(desk.closed()).toBe(true)
})
