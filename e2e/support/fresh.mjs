import { execFileSync, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { root } from '../../server/scripts/house.mjs'

/** What somebody does who has just cloned the repository: npm start, nothing else. 0 when it answers and leaves politely. */
export async function startFresh() {
  const home = mkdtempSync(join(tmpdir(), 'polyphony-fresh-'))
  const port = await freePort()
  let child
  try {
    copyTracked(join(home, 'clone'))
    const began = Date.now()
    child = spawn('npm', ['start'], {
      cwd: join(home, 'clone'),
      env: { ...process.env, PORT: String(port), DATA_DIR: join(home, 'data') },
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    const over = new Promise(resolve => child.on('close', code => resolve(code)))
    const health = await answer(`http://127.0.0.1:${port}/api/health`, over)
    if (health?.ok !== true) throw new Error('A fresh clone did not answer GET /api/health.')
    const page = await fetch(`http://127.0.0.1:${port}/`)
    if (!page.ok || !(await page.text()).includes('<script type="module"')) {
      throw new Error('A fresh clone answers, and does not serve the app.')
    }
    console.log(`From npm start to the first answer: ${((Date.now() - began) / 1000).toFixed(0)} s.`)
    child.kill('SIGTERM')
    await over
    // npm may end before what it started: then a restart finds the port and the data still taken.
    if (await fetch(page.url).catch(() => null)) throw new Error('npm start has ended, and its server goes on.')
    return 0
  } finally {
    child?.kill('SIGTERM')
    rmSync(home, { recursive: true, force: true })
  }
}

/** Only what git knows, as it stands now: a file that was never added must be missed here, not by a newcomer. */
function copyTracked(to) {
  const files = execFileSync('git', ['-c', 'safe.directory=*', 'ls-files', '-z'], { cwd: root, encoding: 'utf8' })
  for (const file of files.split('\0').filter(name => name !== '' && existsSync(join(root, name)))) {
    mkdirSync(dirname(join(to, file)), { recursive: true })
    cpSync(join(root, file), join(to, file))
  }
}

async function answer(url, over) {
  let ended = false
  void over.then(() => {
    ended = true
  })
  for (const until = Date.now() + 240_000; Date.now() < until && !ended; ) {
    const reply = await fetch(url).catch(() => null)
    if (reply?.ok) return reply.json()
    await new Promise(resolve => setTimeout(resolve, 250))
  }
  return null
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}
