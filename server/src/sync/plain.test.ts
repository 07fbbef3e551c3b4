import { notesOf } from '@polyphony/shared/notebook/schema'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { fakeClock } from '../testing/clock.ts'
import { openSyncHouse } from './house.testing.ts'
import type { SyncHouse } from './house.testing.ts'
import { elena, maria, newMeeting } from './people.testing.ts'

let house: SyncHouse
beforeEach(async () => {
  house = await openSyncHouse()
})
afterEach(async () => {
  await house.end()
})

const paragraph = (doc: Y.Doc): Y.XmlElement => notesOf(doc).get(0) as Y.XmlElement
const says = (doc: Y.Doc): string => notesOf(doc).toString()

test('two plain y-websocket clients write together, and a third finds it after a restart', async () => {
  const meeting = newMeeting()
  const a = house.connect(maria, meeting)
  const b = house.connect(elena, meeting)
  await vi.waitFor(() => expect(a.provider.synced && b.provider.synced).toBe(true))
  expect(says(a.doc)).toBe('<paragraph></paragraph>')
  const text = new Y.XmlText()
  paragraph(a.doc).insert(0, [text])
  text.insert(0, 'we are here')
  await vi.waitFor(() => expect(says(b.doc)).toBe('<paragraph>we are here</paragraph>'))
  await vi.waitFor(() => expect(a.heard.kept).toBe(3))

  house = await house.restart()
  const c = house.connect(elena, meeting)
  await vi.waitFor(() => expect(c.provider.synced).toBe(true))
  expect(says(c.doc)).toBe('<paragraph>we are here</paragraph>')
})

test('[S16] the house closes: lines are told to come again, every word is kept, and no timer waits', async () => {
  const clock = fakeClock()
  const other = await openSyncHouse({ clock })
  const meeting = newMeeting()
  const [a, b] = [other.connect(maria, meeting), other.connect(elena, meeting)]
  await vi.waitFor(() => expect(a.provider.synced && b.provider.synced).toBe(true))
  const text = new Y.XmlText()
  paragraph(a.doc).insert(0, [text])
  text.insert(0, 'on the last moment')
  await vi.waitFor(() => expect(says(b.doc)).toContain('on the last moment'))
  await other.sync.close()
  await vi.waitFor(() => expect([a.heard.closes[0], b.heard.closes[0]]).toEqual([4503, 4503]))
  expect(clock.waiting()).toBe(0)
  const { snapshot, tail } = await other.log.load(meeting)
  expect([snapshot?.seq, tail]).toEqual([3, []])
  await other.end()
})
