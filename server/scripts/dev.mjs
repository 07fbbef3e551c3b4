// pnpm dev: the server begins anew when its source changes, the pages change under your hands.
import { spawn } from 'node:child_process'
import { install, node24, root, runUntilTheEnd, withTools } from './house.mjs'

const port = process.env.PORT ?? '8080'
const pages = 'http://localhost:5173'

await install(line => console.log(line))
const server = spawn(
  node24(),
  ['--watch', '--disable-warning=ExperimentalWarning', 'server/src/main.ts', ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit', env: { ...process.env, PORT: port, PUBLIC_URL: process.env.PUBLIC_URL ?? pages } },
)
// vite passes /api, /live and /sync on to the server.
const vite = spawn('vite', ['--port', '5173', '--strictPort', '--clearScreen', 'false'], {
  cwd: `${root}/client`,
  stdio: 'inherit',
  env: withTools(),
})
runUntilTheEnd([server, vite])
