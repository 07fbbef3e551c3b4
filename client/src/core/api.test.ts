import { expect, test } from 'vitest'
import { makeApi, Refused, Unreachable } from './api.ts'

interface Asked {
  readonly path: string
  readonly init: RequestInit
}

/** A real Response over a fetch that is handed in. */
function setting(answer: () => Response | Promise<Response>) {
  const asked: Asked[] = []
  const kept = new Map<string, string>()
  const api = makeApi({
    fetch: async (path, init) => {
      asked.push({ path, init })
      return await answer()
    },
    keep: {
      getItem: key => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: key => void kept.delete(key),
    },
  })
  return { api, asked, kept }
}
const json = (value: unknown, status = 200) => new Response(JSON.stringify(value), { status })
const meeting = '01900000-0000-7000-8000-000000000001'
const step = '01900000-0000-7000-8000-000000000002'
const me = (label: string | null) => ({ who: label && { label, name: 'Maria' } })

test('what belongs in the address goes there, the rest into the body', async () => {
  const { api, asked } = setting(() => json(null))
  await api.call('tellStep', { meeting, step, how: 'done', words: '' })
  expect(asked[0]?.path).toBe(`/api/meetings/${meeting}/steps/${step}`)
  expect(asked[0]?.init.method).toBe('POST')
  expect(JSON.parse(String(asked[0]?.init.body))).toEqual({ how: 'done', words: '' })
})

test('a GET has no body', async () => {
  const { api, asked } = setting(() => json({}))
  await api.call('meeting', { meeting })
  expect(asked[0]?.init.body).toBeUndefined()
})

test('a tab speaks for the one who came in with it, until they sign out', async () => {
  const { api, asked, kept } = setting(() => json(me('0123456789ab')))
  expect(api.who()).toBeNull()
  await api.call('join', { token: 'x'.repeat(43) })
  expect(api.who()).toBe('0123456789ab')
  await api.call('networks')
  expect(asked[1]?.init.headers).toMatchObject({ 'polyphony-who': '0123456789ab' })
  expect(api.fileUrl(meeting, 'md')).toBe(`/api/meetings/${meeting}/record.md?who=0123456789ab`)
  await api.call('signOut')
  expect(kept.size).toBe(0)
})

test('a fresh tab finds out who it is, and forgets a sign-in that is over', async () => {
  const { api, kept } = setting(() => json(me(null)))
  kept.set('polyphony-who', '0123456789ab')
  expect(await api.whoAmI()).toBeNull()
  expect(api.who()).toBeNull()
})

test('a refusal keeps its name, its field and its number', async () => {
  const { api } = setting(() => json({ fault: 'not-understood', field: 'email', reference: 'r-1' }, 400))
  const refused = await api.call('networks').catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(Refused)
  expect(refused).toMatchObject({ fault: 'not-understood', field: 'email', reference: 'r-1' })
})

test('a refusal that is not from our list is unexpected', async () => {
  const { api } = setting(() => json({ fault: 'toString', field: 3 }, 418))
  expect(await api.call('me').catch((error: unknown) => error)).toMatchObject({ fault: 'unexpected', field: null })
})

test('no line, or a page of somebody else’s, is unreachable', async () => {
  const lost = setting(() => Promise.reject(new TypeError('Failed to fetch')))
  await expect(lost.api.call('me')).rejects.toBeInstanceOf(Unreachable)
  const portal = setting(() => new Response('<html>Hotel</html>', { status: 200 }))
  await expect(portal.api.call('me')).rejects.toBeInstanceOf(Unreachable)
})
