import { compose } from './compose.ts'
import type { House } from './compose.ts'
import { ConfigMistakes, readConfig } from './config.ts'
import type { Config } from './config.ts'
import { createLogger } from './log.ts'
import type { Logger } from './log.ts'
import { seedDemo } from './meetings/demo.ts'
import { StoreInUse } from './store/trouble.ts'

const say = (line: string): void => console.log(line)

try {
  const config = readConfig()
  await open(config, createLogger({ level: config.logLevel }))
} catch (error) {
  console.error(plainly(error))
  process.exit(1)
}

async function open(config: Config, logger: Logger): Promise<void> {
  const house = await compose({
    config,
    logger,
    onLost: error => {
      logger.fatal({ error }, 'the store is gone; nothing can be kept, so the house closes')
      process.exit(1)
    },
  })
  const leave = leaveOnce(house, logger)
  process.on('SIGTERM', () => leave(0))
  process.on('SIGINT', () => leave(0))
  process.on('unhandledRejection', error => logger.error({ error }, 'a promise was broken and nobody listened'))
  process.on('uncaughtException', error => {
    // Nobody knows what still holds. What was kept is kept; everybody comes back to a house that was opened anew.
    logger.fatal({ error }, 'something unexpected happened outside of any answer')
    leave(1)
  })
  await house.listen()
  for (const sentence of hints(config)) logger.warn({}, sentence)
  say(`Polyphony is open at ${config.publicUrl}`)
  const setUp = await house.setUpLink()
  if (setUp) say(`Set it up once, here: ${setUp}`)
  if (process.argv.includes('--demo')) for (const line of await seedDemo(house.context)) say(line)
}

/** What is allowed and yet will not work for somebody. */
function hints({ publicUrl, publicUrlGiven, host }: Config): string[] {
  const { protocol, hostname } = new URL(publicUrl)
  const here = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  const others = !['localhost', '127.0.0.1', '::1'].includes(host)
  return [
    ...(others && !publicUrlGiven ? ['HOST lets others in, but links lead to localhost: set PUBLIC_URL'] : []),
    ...(protocol === 'http:' && !here
      ? ['browsers allow cameras and microphones over https only: see PUBLIC_URL']
      : []),
  ]
}

/** Leaves politely, in ten seconds at most. Asked a second time, at once: somebody stands there and waits. */
function leaveOnce(house: House, logger: Logger): (code: number) => void {
  let leaving = false
  return code => {
    if (leaving) process.exit(1)
    leaving = true
    setTimeout(() => {
      logger.fatal({}, 'the house did not close in time')
      process.exit(1)
    }, 9000).unref()
    house.close().then(
      () => process.exit(code),
      (error: unknown) => {
        logger.fatal({ error }, 'the house could not close in good order')
        process.exit(1)
      },
    )
  }
}

function plainly(error: unknown): string {
  if (error instanceof ConfigMistakes)
    return ['Polyphony cannot start:', ...error.mistakes.map(one => `- ${one}`)].join('\n')
  if (error instanceof StoreInUse) return error.message
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'EADDRINUSE') return 'Another program already listens on this port. Stop it, or set another PORT.'
  if (code === 'EACCES') return 'This port or folder may not be used by this user. Set another PORT or DATA_DIR.'
  return `Polyphony cannot start: ${error instanceof Error ? error.message : String(error)}`
}
