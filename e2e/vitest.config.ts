import { defineConfig } from 'vitest/config'

const project = (name: string, include: string[]) => ({
  test: { name, include, root: '..', environment: 'node' as const, testTimeout: 20_000 },
})

export default defineConfig({
  test: {
    projects: [
      project('shared', ['shared/src/**/*.test.ts']),
      project('server', ['server/src/**/*.test.ts']),
      project('client', ['client/src/**/*.test.ts']),
      project('architecture', ['e2e/architecture.test.ts', 'e2e/budget.test.ts']),
    ],
  },
})
