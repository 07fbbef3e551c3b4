// npm start: from a fresh clone to a running Polyphony.
import { spawn } from 'node:child_process'
import { buildClient, install, node24, root, runUntilTheEnd } from './house.mjs'

const say = line => console.log(line)

try {
  await install(say)
  await buildClient(say)
} catch (error) {
  console.error(error.message)
  process.exit(1)
}
const args = ['--disable-warning=ExperimentalWarning', 'server/src/main.ts', ...process.argv.slice(2)]
runUntilTheEnd([spawn(node24(), args, { cwd: root, stdio: 'inherit' })])
