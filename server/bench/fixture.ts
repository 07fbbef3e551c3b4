import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { holdOpen } from './door.ts'
import { canPin, houseCommand, listens, pause, pin, until } from './house.ts'
import { fixtureOf, prepare } from './prepared.ts'

/**
 * pnpm --filter server bench:fixture --rooms R --people P [--out file]
 *
 * Makes R meetings of P people in DATA_DIR (or a folder of its own), then becomes the server: the process that was
 * started is the one to be measured, with nothing in it but the product. A second process keeps one person in each
 * meeting, so that the door stays open, prints one line of JSON when it is, and ends with the server.
 */
const options = {
  rooms: { type: 'string', default: '10' },
  people: { type: 'string', default: '6' },
  out: { type: 'string' },
  /** Of the second process: whom it holds the door for. */
  hold: { type: 'string' },
} as const
const { values: asked } = parseArgs({ options, strict: true, allowPositionals: false })
const rooms = Number(asked.rooms)
const people = Number(asked.people)

try {
  if (asked.hold === undefined) await become()
  else await hold(Number(asked.hold))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
}

async function become(): Promise<void> {
  if (!(rooms >= 1 && people >= 1 && people <= 24)) throw new Error('--rooms is 1 or more, --people from 1 to 24')
  const given = process.env.DATA_DIR
  const dataDir = resolve(given ?? mkdtempSync(join(tmpdir(), 'polyphony-fixture-')))
  mkdirSync(dataDir, { recursive: true })
  await prepare({ dataDir, rooms, people })
  const port = process.env.PORT ?? '8080'
  const env = { ...process.env, NODE_ENV: 'production', PORT: port, DATA_DIR: dataDir }
  const own = [fileURLToPath(import.meta.url), `--hold=${process.pid}`, `--rooms=${rooms}`, `--people=${people}`]
  if (asked.out !== undefined) own.push(`--out=${resolve(asked.out)}`)
  if (given === undefined) Object.assign(env, { FIXTURE_OWN_DATA: 'yes' })
  // Not a process of the same group: whoever ends the server with a signal to the group would end the door first.
  // And not on the core of the server, when that has one of its own.
  const [file = '', ...args] = [...(canPin ? pin(cpus().length - 1) : []), process.execPath, ...own]
  spawn(file, args, { env, detached: true, stdio: ['ignore', 'inherit', 'inherit'] }).unref()
  // Standard output is for the one line of JSON; what the house says goes to standard error.
  const command = [process.execPath, ...process.execArgv, ...houseCommand.args]
  process.execve?.('/bin/sh', ['sh', '-c', 'exec "$@" 1>&2', 'sh', ...command], env as Record<string, string>)
  throw new Error('this system does not let a process become another')
}

async function hold(server: number): Promise<void> {
  const dataDir = process.env.DATA_DIR ?? ''
  const host = process.env.HOST ?? '127.0.0.1'
  const port = Number(process.env.PORT)
  const url = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`
  const prepared = await prepare({ dataDir, rooms, people })
  const meant = { ...prepared, meetings: prepared.meetings.slice(0, rooms) }
  await until('the server', async () => !runs(server) || (await listens(port)))
  const door = await holdOpen(url, meant.meetings)
  const line = `${JSON.stringify(fixtureOf(meant, { url, pid: server }))}\n`
  if (asked.out !== undefined) {
    writeFileSync(`${asked.out}.part`, line, { mode: 0o600 })
    renameSync(`${asked.out}.part`, asked.out)
  }
  process.stdout.write(line)
  while (runs(server)) await pause(200)
  door.close()
  if (process.env.FIXTURE_OWN_DATA === 'yes') rmSync(dataDir, { recursive: true, force: true })
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
