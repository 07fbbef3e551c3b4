import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const project = (name: string, include: string[]) => ({
  test: { name, include, root: join(import.meta.dirname, '..'), environment: 'node' as const, testTimeout: 20_000 },
})

export default defineConfig({
  test: {
    projects: [
      project('shared', ['shared/src/**/*.test.ts']),
      project('server', ['server/src/**/*.test.ts']),
      project('client', ['client/src/**/*.test.ts', 'client/src/**/*.test.tsx']),
      project('architecture', ['e2e/architecture.test.ts', 'e2e/rules.test.ts']),
      project('budget', ['e2e/budget.test.ts']),
    ],
  },
})
