import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const root = join(import.meta.dirname, '..')
const project = (name: string, include: string[], isolate = true) => ({
  test: { name, include, root, isolate, environment: 'node' as const, testTimeout: 20_000 },
})

export default defineConfig({
  test: {
    // Much of their time goes by in waiting for disks and sockets: one file beside another costs little.
    maxWorkers: 2,
    projects: [
      // Pure functions leave nothing behind for the next file.
      project('shared', ['shared/src/**/*.test.ts'], false),
      project('server', ['server/{src,bench}/**/*.test.ts']),
      project('faults', ['server/faults/**/*.test.ts']),
      project('client', ['client/src/**/*.test.ts', 'client/src/**/*.test.tsx']),
      project('architecture', ['e2e/architecture.test.ts', 'e2e/rules.test.ts']),
      project('budget', ['e2e/budget.test.ts']),
    ],
  },
})
