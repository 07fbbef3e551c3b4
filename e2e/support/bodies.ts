import { writeFileSync } from 'node:fs'
import type { TestInfo } from '@playwright/test'
import { startLiveKit } from './livekit.ts'
import type { LiveKit } from './livekit.ts'
import { findLiveKit, howToGetLiveKit } from './media-servers.mjs'
import { test } from './story.ts'

/** A real LiveKit server for one story. Without one the story says that it is skipped, and how to get one. */
async function withLiveKit(info: TestInfo, use: (livekit: LiveKit) => Promise<void>): Promise<void> {
  const path = findLiveKit()
  info.skip(path === null, howToGetLiveKit)
  const livekit = await startLiveKit(path ?? '')
  await use(livekit)
  if (info.status !== info.expectedStatus) writeFileSync(info.outputPath('livekit.log'), livekit.said())
  await livekit.stop()
}

/** Stories in a house whose sound and picture go over a real LiveKit server. */
export const liveKitStory = test.extend<{ livekit: LiveKit }>({
  livekit: async ({ browserName: _none }, use, info) => withLiveKit(info, use),
  settings: async ({ livekit }, use) => {
    await use(livekit.env)
  },
})

export type BodyName = 'mesh' | 'livekit'

/** One story for both bodies: choose with use({ body }). */
export const story = test.extend<{ body: BodyName; livekit: LiveKit | null }>({
  body: ['mesh', { option: true }],
  livekit: async ({ body }, use, info) => (body === 'mesh' ? use(null) : withLiveKit(info, use)),
  settings: async ({ livekit }, use) => {
    await use(livekit?.env ?? {})
  },
})

export { expect } from './story.ts'
