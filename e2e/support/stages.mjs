import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildClient, root, withTools } from '../../server/scripts/house.mjs'
import { getBrowser } from './browser.mjs'
import { startFresh } from './fresh.mjs'
import { beginLiveKit, findLiveKit, getCoturn, howToGetLiveKit } from './media-servers.mjs'

const minute = 60_000

/** Runs one of our tools where everybody can read along; resolves with its exit code. */
export function run(command, args, limit = 8 * minute) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: withTools() })
    const timer = setTimeout(() => {
      console.error(`${command} took longer than ${limit / minute} minutes.`)
      child.kill('SIGKILL')
    }, limit)
    child.on('error', reject)
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      if (signal !== null) console.error(`${command} was ended from outside (${signal}).`)
      resolve(code ?? 1)
    })
  })
}

/** A tool without a count of its own is one test: it passed or it did not. */
const once = async work => ((await work()) === 0 ? count(1, 0) : count(0, 1))
const count = (passed, failed, skipped = 0) => ({ passed, failed, skipped })

/** A crash beside the tests (a failed import, an error after the end) is a failure, even if no test shows it. */
function atLeastOne(counted, code) {
  const silent = counted.failed === 0 && (code !== 0 || counted.passed + counted.skipped === 0)
  return silent ? { ...counted, failed: 1 } : counted
}

function report(name) {
  const file = join(root, 'test-results', 'reports', `${name}.json`)
  mkdirSync(join(file, '..'), { recursive: true })
  rmSync(file, { force: true })
  return { file, read: () => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null) }
}

async function vitest(name, projects) {
  const { file, read } = report(name)
  const args = ['run', '--config', 'e2e/vitest.config.ts', ...projects.flatMap(project => ['--project', project])]
  const code = await run('vitest', [...args, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`])
  const told = read()
  if (told === null) return count(0, 1)
  const broken = told.testResults.filter(suite => suite.status === 'failed' && suite.assertionResults.length === 0)
  const skipped = told.numPendingTests + told.numTodoTests
  return atLeastOne(count(told.numPassedTests, told.numFailedTests + broken.length, skipped), code)
}

async function playwright(name, which) {
  const { file, read } = report(name)
  process.env.PLAYWRIGHT_JSON_OUTPUT_FILE = file
  const code = await run('playwright', ['test', '--config', 'e2e/playwright.config.ts', ...which], 15 * minute)
  const stats = read()?.stats
  return stats ? atLeastOne(count(stats.expected, stats.unexpected + stats.flaky, stats.skipped), code) : count(0, 1)
}

/** Stories about a LiveKit server come last: it may still be building, and nothing waits long for that. */
const ofLiveKit = '@livekit'
/** They measure seconds with three to seven pictures at once, and say something only on a machine that is at rest. */
const ofChaos = '@chaos'
const patience = 20_000
const stillBuilding =
  'skipped: the LiveKit server is still being built. The next "npm test" goes on from here; or set LIVEKIT_SERVER to one.'
let livekit = null

async function stories() {
  await getBrowser(run)
  console.log('Lost lines, bad weather and six pictures at once have a command of their own: pnpm chaos')
  return playwright('e2e', ['--grep-invert', `${ofLiveKit}|${ofChaos}`])
}

async function storiesOfLiveKit() {
  await getBrowser(run)
  const late = new Promise(resolve => void setTimeout(resolve, patience, stillBuilding).unref())
  const said = await Promise.race([livekit ?? beginLiveKit(), late])
  if (said !== null) console.log(said)
  else if (findLiveKit() === null) console.log(howToGetLiveKit)
  return playwright('livekit', ['--grep', ofLiveKit, '--grep-invert', ofChaos])
}

/** What several of these stages need: the TURN server now, the LiveKit server in the background while they run. */
export async function begin(wanted) {
  if (wanted.includes('livekit')) livekit = beginLiveKit()
  if (wanted.includes('e2e')) await getCoturn(run)
}

async function build() {
  await buildClient(line => console.log(line))
  return 0
}

export const stages = {
  format: () => once(() => run('biome', ['format', '.'])),
  lint: () => once(() => run('biome', ['lint', '--error-on-warnings', '--diagnostic-level=warn', '.'])),
  types: () => once(() => run('tsc', ['-b', 'shared', 'server', 'client', 'e2e'])),
  unit: () => vitest('unit', ['shared', 'server', 'client']),
  faults: () => vitest('faults', ['faults']),
  architecture: () => vitest('architecture', ['architecture']),
  // What nobody uses is worth a look, and no reason to stop.
  unused: () => once(async () => (await run('knip', ['--config', 'e2e/knip.json', '--no-exit-code'])) && 0),
  build: () => once(build),
  budget: () => vitest('budget', ['budget']),
  'fresh start': () => once(startFresh),
  e2e: stories,
  livekit: storiesOfLiveKit,
}
