import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AccessToken } from 'livekit-server-sdk'
import { afterEach, expect, test } from 'vitest'
import { createLogger } from '../log.ts'
import { createWebhook } from './livekit-webhook.ts'

const [key, secret] = ['key', 'k'.repeat(32)]
const livekit = { url: 'ws://livekit.example.org', api: 'http://livekit.example.org', key, secret }
const body = JSON.stringify({ event: 'participant_joined', room: { name: 'a meeting' }, id: 'one', createdAt: '1' })
let stop: () => void = () => undefined
afterEach(() => stop())

async function begin() {
  const heard: string[] = []
  const logger = createLogger({ level: 'fatal', to: { write: () => undefined } })
  const server = createServer(createWebhook({ livekit, rooms: { heard: room => heard.push(room) }, logger }))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  stop = () => server.close()
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const post = async (words: string, authorization: string) =>
    (await fetch(url, { method: 'POST', body: words, headers: { authorization } })).status
  return { heard, post }
}

async function signed(words: string, by = secret): Promise<string> {
  const token = new AccessToken(key, by)
  token.sha256 = createHash('sha256').update(words).digest('base64')
  return await token.toJwt()
}

test('a signed word is heard', async () => {
  const { heard, post } = await begin()
  expect(await post(body, await signed(body))).toBe(204)
  expect(heard).toEqual(['a meeting'])
})

test('without a signature, with a stranger’s or with another word’s, nothing is heard', async () => {
  const { heard, post } = await begin()
  expect(await post(body, '')).toBe(401)
  expect(await post(body, await signed(body, 'x'.repeat(32)))).toBe(401)
  expect(await post(body.replace('a meeting', 'another'), await signed(body))).toBe(401)
  expect(await post('x'.repeat(65 * 1024), await signed(body)).catch(() => 413)).toBe(413)
  expect(heard).toEqual([])
})
