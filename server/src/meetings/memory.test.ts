import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EntryId } from '@polyphony/shared/domain/ids'
import type { Command, RoomState } from '@polyphony/shared/domain/meeting'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStore } from '../store/open.ts'
import { roomState } from './room.ts'
import type { Scene } from './room.testing.ts'
import { openScene } from './room.testing.ts'

let scene: Scene
beforeEach(async () => {
  scene = await openScene()
})
afterEach(async () => await scene.close())

describe('the memory of a meeting', () => {
  test('killed between any two deeds, the room is the same afterwards', async () => {
    const decision = await scene.write('decision', 'We wait.')
    const step = await scene.write('step', 'Ring them.')
    const hash = await hashOf(decision)
    const until = { when: 'until-we-meet' } as const
    const story: [string, Command][] = [
      ['Sam', { do: 'arrive', way: 'picture' }],
      ['Maria', { do: 'arrive', way: 'sound' }],
      ['Maria', { do: 'seat-person', person: scene.person('Elena'), byPhone: false }],
      ['Sam', { do: 'ask-to-reflect', who: [scene.person('Sam')] }],
      ['Maria', { do: 'answer-reflecting', answer: 'not-now' }],
      ['Maria', { do: 'take-position', decision, position: 'can-live-with-it', words: 'for tonight', hash }],
      ['Sam', { do: 'settle-decision', decision, standing: 'agreed', lookAgain: until, hash }],
      ['Maria', { do: 'step-out' }],
      ['Maria', { do: 'come-back' }],
      ['Maria', { do: 'accept-step', step, date: null }],
      ['Sam', { do: 'begin-closing' }],
      ['Maria', { do: 'end-meeting', how: 'without-closing' }],
      ['Maria', { do: 'tell-step', step, how: 'done', words: 'Rang.' }],
    ]
    const killed: (() => Promise<void>)[] = []
    for (const [name, deed] of story) {
      await scene.does(name, deed)
      killed.push(killNow(await scene.state()))
    }
    await Promise.all(killed.map(check => check()))
    expect((await scene.state()).steps[step]?.told).toHaveLength(1)
  }, 60_000)

  async function hashOf(entry: EntryId): Promise<string> {
    const { entries } = await scene.house.context.notebooks.read(scene.meeting)
    return entries.find(({ id }) => id === entry)?.hash ?? ''
  }

  /** The data as it lies on the disk this moment; later it is opened by somebody else. */
  function killNow(state: RoomState): () => Promise<void> {
    const dataDir = mkdtempSync(join(tmpdir(), 'polyphony-killed-'))
    cpSync(scene.house.dataDir, dataDir, { recursive: true, filter: path => !path.endsWith('lock.db') })
    return async () => {
      const store = await openStore({ dataDir })
      try {
        expect(await roomState({ ...scene.house.context, db: store.db }, scene.meeting)).toEqual(state)
      } finally {
        await store.close()
        rmSync(dataDir, { recursive: true, force: true })
      }
    }
  }
})
