// pnpm build: the parts and the pages, nothing started.
import { buildClient, install } from './house.mjs'

try {
  await install(line => console.log(line))
  await buildClient(line => console.log(line))
} catch (error) {
  console.error(error.message)
  process.exit(1)
}
