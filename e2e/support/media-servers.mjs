import { execFileSync, spawn } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { root } from '../../server/scripts/house.mjs'

/** The servers that the media stories are told against: real ones, or these stories say that they are skipped. */
const version = 'v1.13.5'
const folder = join(root, 'node_modules', '.cache', 'polyphony', `livekit-${version}`)
const built = join(folder, 'livekit-server')

export const howToGetLiveKit = [
  'skipped: no LiveKit server.',
  'Set LIVEKIT_SERVER to its path, put livekit-server on the PATH, or put go 1.26 or newer on the PATH:',
  'then "npm test" builds one.',
].join(' ')

export const howToGetCoturn =
  'skipped: no TURN server. Install Debian’s package coturn; "npm test" does that itself where it is root on Debian.'

/** The path of a LiveKit server, or null. */
export function findLiveKit() {
  const given = process.env.LIVEKIT_SERVER
  if (given) {
    if (!existsSync(given)) throw new Error(`LIVEKIT_SERVER is "${given}", and nothing is there.`)
    return given
  }
  return onPath('livekit-server') ?? (existsSync(built) ? built : null)
}

export const findCoturn = () => onPath('turnserver')

/**
 * Builds a LiveKit server where Go can and none is there. It takes minutes, so it begins with the first stage and gives way
 * to all others; wait for it before it is needed. Resolves with a line for people, or null where there is nothing to say.
 */
export function beginLiveKit() {
  if (findLiveKit() !== null) return Promise.resolve(null)
  const go = onPath('go') ?? ['/usr/local/go/bin/go'].find(isProgram)
  if (go === undefined || !isNewEnough(go)) return Promise.resolve(null)
  const began = Date.now()
  const making = join(folder, `making-${process.pid}`)
  mkdirSync(making, { recursive: true })
  const what = `github.com/livekit/livekit-server/cmd/server@${version}`
  // Without -s -w the linker writes 20 MB that nobody reads.
  const child = spawn('nice', ['-n', '19', go, 'install', '-trimpath', '-ldflags=-s -w', what], {
    cwd: making,
    env: { ...process.env, GOBIN: making, GOFLAGS: '' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  // What Go has compiled stays in its own cache: the next time begins from there.
  const end = () => {
    child.kill('SIGKILL')
    rmSync(making, { recursive: true, force: true })
  }
  process.once('exit', end)
  let said = ''
  child.stderr.on('data', part => {
    said = (said + part).slice(-2000)
  })
  return new Promise(resolve => {
    child.on('error', error => resolve(`No LiveKit server could be built: ${error.message}`))
    child.on('close', code => {
      process.off('exit', end)
      if (code === 0) renameSync(join(making, 'server'), built)
      rmSync(making, { recursive: true, force: true })
      const took = ((Date.now() - began) / 1000).toFixed(0)
      resolve(code === 0 ? `Built a LiveKit server in ${took} s.` : `No LiveKit server could be built:\n${said}`)
    })
  })
}

/** Debian's coturn, where it may be installed. */
export async function getCoturn(run) {
  if (findCoturn() !== null) return
  const system = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  if (!/^ID="?debian"?$/m.test(system) || process.getuid?.() !== 0) return
  console.log('Getting coturn from Debian.')
  const quiet = ['-y', '-qq', '-o=Dpkg::Use-Pty=0']
  await run('apt-get', ['update', ...quiet])
  await run('apt-get', ['install', '--no-install-recommends', ...quiet, 'coturn', 'iproute2'])
}

function onPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return folders.map(place => join(place, name)).find(isProgram) ?? null
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function isNewEnough(go) {
  const [, major = '0', minor = '0'] = /go(\d+)\.(\d+)/.exec(execFileSync(go, ['version']).toString()) ?? []
  return Number(major) > 1 || Number(minor) >= 26
}
