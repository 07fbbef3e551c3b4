import { join } from 'node:path'
import { defineConfig, devices } from '@playwright/test'
import { chromium } from './support/chromium.ts'

const root = join(import.meta.dirname, '..')

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: join(root, 'test-results', 'e2e'),
  // People meet in real time here: one story after the other, and none gets a second chance.
  workers: 1,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ['json', { outputFile: join(root, 'test-results', 'reports', 'e2e.json') }]],
  use: {
    ...devices['Desktop Chrome'],
    locale: 'en-GB',
    timezoneId: 'Europe/Dublin',
    // A trace films every page, which two cores cannot carry beside three live pictures: TRACE=on when it is needed.
    trace: process.env['TRACE'] === 'on' ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: chromium(),
  },
})
