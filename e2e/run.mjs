// npm test: everything. pnpm test room: the unit tests of that name. --only format,lint: these stages.
import { install } from '../server/scripts/house.mjs'
import { begin, run, stages } from './support/stages.mjs'

const [first, ...rest] = process.argv.slice(2)
await install(line => console.log(line))

if (first !== undefined && first !== '--only') {
  process.exit(await run('vitest', ['run', '--config', 'e2e/vitest.config.ts', first, ...rest]))
}

const wanted = first === '--only' ? (rest[0] ?? '').split(',') : Object.keys(stages)
const total = { passed: 0, failed: 0, skipped: 0 }
const lines = []
await begin(wanted)
for (const name of wanted) {
  console.log(`\n== ${name}`)
  const began = Date.now()
  const counted = await stages[name]().catch(error => {
    console.error(error.message)
    return { passed: 0, failed: 1, skipped: 0 }
  })
  for (const key of Object.keys(total)) total[key] += counted[key]
  const took = ((Date.now() - began) / 1000).toFixed(1)
  lines.push(
    `${name.padEnd(14)}${String(counted.passed).padStart(5)} passed${String(counted.failed).padStart(4)} failed  ${took} s`,
  )
}

console.log(`\n${lines.join('\n')}\n`)
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`)
// A run in which nothing ran has shown nothing.
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0)
