import { compose } from './compose.ts'
import { ConfigMistakes, readConfig } from './config.ts'
import { createLogger } from './log.ts'
import { seedDemo } from './meetings/demo.ts'
import { StoreInUse } from './store/trouble.ts'

const say = (line: string): void => console.log(line)

try {
  const config = readConfig()
  const logger = createLogger({ level: config.logLevel })
  const house = await compose({
    config,
    logger,
    onLost: error => {
      logger.fatal({ error }, 'the store is gone; nothing can be kept, so the house closes')
      process.exit(1)
    },
  })
  await house.listen()
  say(`Polyphony is open at ${config.publicUrl}`)
  const setUp = await house.setUpLink()
  if (setUp) say(`Set it up once, here: ${setUp}`)
  if (process.argv.includes('--demo')) for (const line of await seedDemo(house.context)) say(line)

  let leaving = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      // Asked a second time: somebody stands there and waits.
      if (leaving) process.exit(1)
      leaving = true
      void house.close().then(
        () => process.exit(0),
        (error: unknown) => {
          logger.fatal({ error }, 'the house could not close in good order')
          process.exit(1)
        },
      )
    })
  }
} catch (error) {
  process.exitCode = 1
  console.error(plainly(error))
}

function plainly(error: unknown): string {
  if (error instanceof ConfigMistakes)
    return ['Polyphony cannot start:', ...error.mistakes.map(line => `- ${line}`)].join('\n')
  if (error instanceof StoreInUse) return error.message
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return 'Another program already listens on this port. Stop it, or set another PORT.'
  }
  return `Polyphony cannot start: ${error instanceof Error ? error.message : String(error)}`
}
