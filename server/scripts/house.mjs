// What start, dev and the tests share: the parts, Node 24, the built client. Runs on Node 20.19, needs nothing installed.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, join } from 'node:path'

export const root = join(import.meta.dirname, '..', '..')
const pnpm = 'pnpm@12.21.0'
const manifests = [
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  ...['.', 'shared', 'server', 'client', 'e2e'].map(folder => join(folder, 'package.json')),
]
const stamp = join(root, 'node_modules', '.polyphony')

/** Installs what the lockfile names, unless exactly that is there already: a restart must work without a network. */
export async function install(say) {
  const hash = createHash('sha256')
  for (const file of manifests) hash.update(readFileSync(join(root, file)))
  const wanted = `${hash.digest('hex')} ${process.platform} ${process.arch}`
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  say('Getting the parts. The first time this takes a minute.')
  // NODE_ENV=production would leave out what the client is built with; CI=true stops pnpm from asking.
  const env = { ...process.env, CI: 'true', NODE_ENV: '' }
  await quietly('npx', ['--yes', pnpm, 'install', '--frozen-lockfile', '--prod=false'], { env })
  writeFileSync(stamp, wanted)
}

/** The server is TypeScript that Node 24 runs as it stands. It comes with the other parts. */
export function node24() {
  const ours = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
  if (existsSync(ours)) return ours
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  throw new Error(
    `Polyphony brings no Node 24 for ${process.platform} ${process.arch}. Install Node 24 and start again.`,
  )
}

/** Our tools and our Node first. */
export function withTools(env = process.env) {
  const tools = ['.', 'client', 'server', 'e2e'].map(folder => join(root, folder, 'node_modules', '.bin'))
  return { ...env, PATH: [join(node24(), '..'), ...tools, env.PATH ?? ''].join(delimiter) }
}

export async function buildClient(say) {
  const built = join(root, 'client', 'dist', 'index.html')
  const sources = ['client', 'shared/src', 'pnpm-lock.yaml'].map(path => join(root, path))
  if (existsSync(built) && newest(sources) <= statSync(built).mtimeMs) return
  say('Building the pages.')
  await quietly('vite', ['build', '--logLevel', 'warn'], { cwd: join(root, 'client'), env: withTools() })
}

function newest(paths) {
  let time = 0
  for (const path of paths) {
    const stat = statSync(path)
    const entries = stat.isDirectory() ? readdirSync(path) : []
    const inside = entries.filter(name => !['node_modules', 'dist'].includes(name) && !/\.test\.|buildinfo/.test(name))
    time = Math.max(time, stat.isDirectory() ? newest(inside.map(name => join(path, name))) : stat.mtimeMs)
  }
  return time
}

/** Says nothing when all is well, everything when it is not. */
function quietly(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    const said = []
    child.stdout.on('data', part => said.push(part))
    child.stderr.on('data', part => said.push(part))
    child.on('error', reject)
    child.on('close', code => {
      if (code === 0) return resolve()
      reject(new Error(`${Buffer.concat(said).toString().trim()}\n\n"${command} ${args.join(' ')}" did not work.`))
    })
  })
}

/** Runs until it ends by itself or we are asked to end; takes over its exit code. */
export function runUntilTheEnd(children) {
  let leaving = false
  const leave = signal => {
    leaving = true
    for (const child of children) child.kill(signal)
  }
  // Ctrl+C in a terminal reaches the children directly; passing it on would be a second one.
  process.on('SIGINT', () => process.stdin.isTTY || leave('SIGINT'))
  process.on('SIGTERM', () => leave('SIGTERM'))
  for (const child of children) {
    child.on('error', error => {
      console.error(error.message)
      process.exitCode = 1
    })
    child.on('close', (code, signal) => {
      process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0)
      if (!leaving) leave('SIGTERM')
    })
  }
}
