import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { faults } from '@polyphony/shared/domain/fault'
import type { RouteName } from '@polyphony/shared/wire/rest'
import { routes } from '@polyphony/shared/wire/rest'
import express from 'express'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLogger } from '../log.ts'
import { StoreTrouble } from '../store/trouble.ts'
import type { Guest, TestHouse } from '../testing/house.ts'
import { testHouse } from '../testing/house.ts'
import { serveClient } from './client.ts'
import { openRoutes } from './handlers.ts'
import { refusalOf } from './refusal.ts'

let house: TestHouse
let sam: Guest
let anna: Guest
beforeAll(async () => {
  house = await testHouse()
  sam = await house.signInAsStaff()
  anna = await house.signInAsStaff({ name: 'Anna', administrator: true })
})
afterAll(() => house.close())

const refused = (fault: keyof typeof faults, field: string | null = null) => ({
  status: faults[fault],
  body: { fault, field, reference: null },
})
const id = '0190aaaa-0000-7000-8000-000000000001'
const filled = (name: RouteName) => routes[name].path.replaceAll(/:(?:seq|from)\b/g, '1').replaceAll(/:\w+/g, id)
const names = Object.keys(routes) as RouteName[]

describe('the door of the house', () => {
  test('it says that it is well, to everybody', async () => {
    expect(await house.browser().call('health')).toEqual({ ok: true, notes: 'well' })
  })

  test('nobody is somebody who is not signed in', async () => {
    expect(await house.browser().call('me')).toEqual({ who: null })
  })

  test('the open routes are those of the table', () => {
    expect(names.filter(name => routes[name].for === 'open').sort()).toEqual([...openRoutes].sort())
  })

  test.each(names.filter(name => routes[name].for !== 'open'))('%s is closed to who is not signed in', async name => {
    const body = routes[name].method === 'GET' ? {} : { body: {} }
    expect(await house.browser().send(routes[name].method, filled(name), body)).toMatchObject(refused('not-signed-in'))
  })

  test.each(names.filter(name => routes[name].for === 'administrator'))('%s is for administrators', async name => {
    const body = routes[name].method === 'GET' ? {} : { body: {} }
    expect(await sam.browser.send(routes[name].method, filled(name), body)).toMatchObject(refused('not-yours'))
  })

  test.each(names.filter(name => routes[name].method !== 'GET'))('%s refuses what it does not know', async name => {
    const given = { body: { surprise: true } }
    const answer = await anna.browser.send(routes[name].method, filled(name), given)
    expect(answer).toMatchObject({ status: 400, body: { fault: 'not-understood', reference: null } })
  })

  test.each(names.filter(name => routes[name].method !== 'GET'))('%s changes nothing for another page', async name => {
    const headers = { origin: 'https://evil.example' }
    const answer = await anna.browser.send(routes[name].method, filled(name), { body: {}, headers })
    expect(answer).toMatchObject(refused('wrong-origin'))
  })

  test.each(names.filter(name => routes[name].path.includes(':')))(
    '%s: an address of nothing is not found',
    async name => {
      const path = routes[name].path.replaceAll(/:\w+/g, 'nonsense')
      const body = routes[name].method === 'GET' ? {} : { body: {} }
      expect(await anna.browser.send(routes[name].method, path, body)).toMatchObject(refused('not-found'))
    },
  )

  test('a wrong field is named', async () => {
    const body = { name: 'Aino', email: 'not an address', profession: 'nurse', administrator: false }
    const answer = await anna.browser.send('POST', '/api/staff/invitations', { body })
    expect(answer).toMatchObject(refused('not-understood', 'email'))
  })

  test('a body that is too large, no JSON, no object, of another type or of a strange coding', async () => {
    const post = (given: { raw: string; headers?: Record<string, string> }) =>
      house.browser().send('POST', '/api/sign-in', given)
    expect(await post({ raw: JSON.stringify({ email: 'x'.repeat(70_000) }) })).toMatchObject(refused('too-large'))
    for (const raw of ['{"email":', '"text"', '[]', 'null', '']) {
      expect(await post({ raw }), raw).toMatchObject({ status: 400, body: { fault: 'not-understood' } })
    }
    const text = { raw: '{"email":"a@example.org","password":"x"}', headers: { 'content-type': 'text/plain' } }
    expect(await post(text)).toMatchObject({ status: 400, body: { fault: 'not-understood' } })
    const coded = { raw: '{}', headers: { 'content-encoding': 'nonsense' } }
    expect(await post(coded)).toMatchObject(refused('not-understood'))
  })

  test('__proto__ in a body is refused and touches nothing', async () => {
    const raw = '{"__proto__":{"administrator":true},"email":"a@example.org","password":"x"}'
    expect((await house.browser().send('POST', '/api/sign-in', { raw })).status).toBe(400)
    expect(({} as Record<string, unknown>).administrator).toBeUndefined()
  })

  test('what is not there is not found, whatever it is called', async () => {
    for (const path of ['/api', '/api/nothing', '/api/meetings/', '/api/%ff', '/api/health/x']) {
      expect(await house.browser().send('GET', path), path).toMatchObject({ status: 404, body: { fault: 'not-found' } })
    }
    expect((await house.browser().send('PUT', '/api/health', { body: {} })).status).toBe(404)
  })

  test('a line rests between two requests longer than any browser or proxy lets it: none meets a closed door', async () => {
    const { headers } = await house.browser().send('GET', '/api/health')
    expect(headers.get('keep-alive')).toBe('timeout=75')
  })

  test('the headers keep others out and nothing behind', async () => {
    const { headers } = await house.browser().send('GET', '/api/health')
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${house.port}`)
    expect(policy).not.toContain('unsafe-eval')
    expect(policy).not.toMatch(/script-src[^;]*unsafe/)
    // Workers are files of the house: nobody makes a program out of words.
    expect(policy).toContain("worker-src 'self';")
    expect(headers.get('permissions-policy')).toContain('camera=(self), microphone=(self), display-capture=(self)')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-powered-by')).toBeNull()
    expect(headers.get('strict-transport-security')).toBeNull()
  })
})

describe('where it stands', () => {
  test('without PUBLIC_URL the page may come from wherever it was asked for, and from nowhere else', async () => {
    const other = await testHouse({ environment: { PUBLIC_URL: undefined } })
    try {
      const send = (origin: string) =>
        other.browser().send('POST', '/api/join', { body: { token: 'x' }, headers: { origin } })
      expect(await send(`http://127.0.0.1:${other.port}`)).toMatchObject({ status: 400 })
      expect(await send(`https://127.0.0.1:${other.port}`)).toMatchObject({ status: 400 })
      expect(await send(`http://localhost:${other.port}`)).toMatchObject({ status: 400 })
      expect(await send('http://127.0.0.1')).toMatchObject(refused('wrong-origin'))
      expect(await send('null')).toMatchObject(refused('wrong-origin'))
    } finally {
      await other.close()
    }
  })

  test('pages speak to the house alone, and where LiveKit is set to that one server besides', async () => {
    const connect = async (from: TestHouse) => {
      const { headers } = await from.browser().send('GET', '/api/health')
      return /connect-src ([^;]*)/.exec(headers.get('content-security-policy') ?? '')?.[1]
    }
    const livekit = { LIVEKIT_URL: 'wss://media.example.org:7443', LIVEKIT_API_KEY: 'k', LIVEKIT_API_SECRET: 's' }
    const other = await testHouse({ environment: livekit })
    try {
      expect(await connect(house)).toBe(`'self' ws://127.0.0.1:${house.port}`)
      expect(await connect(other)).toBe(
        `'self' ws://127.0.0.1:${other.port} wss://media.example.org:7443 https://media.example.org:7443`,
      )
    } finally {
      await other.close()
    }
  })

  test('a request that does not say where it comes from changes nothing', async () => {
    const answer = await fetch(`${house.url}/api/join`, { method: 'POST', body: '{}' })
    expect(answer.status).toBe(403)
  })

  test('over https cookies are bound to the host, and the browser is told to stay with https', async () => {
    const other = await testHouse({ environment: { PUBLIC_URL: 'https://polyphony.example.org' } })
    try {
      const { browser } = await other.signInAsStaff()
      expect([...browser.cookies().keys()][0]).toMatch(/^__Host-s-[0-9a-f]{12}$/)
      const { headers } = await other.browser().send('GET', '/api/health')
      expect(headers.get('strict-transport-security')).toContain('max-age=63072000')
      expect(headers.get('content-security-policy')).toContain('wss://')
    } finally {
      await other.close()
    }
  })
})

describe('what nobody thought of', () => {
  const lines: string[] = []
  const logger = createLogger({ level: 'debug', to: { write: line => void lines.push(line) } })

  test('has a name that stands in the answer and in the log', () => {
    const refusal = refusalOf(new TypeError('x is not a function'), logger)
    expect(refusal).toMatchObject({ fault: 'unexpected', reference: expect.stringMatching(/^[0-9a-f]{8}$/) })
    expect(lines.at(-1)).toContain(refusal.reference)
  })

  test('S5 a disk that refuses is said as such', () => {
    expect(refusalOf(new StoreTrouble('database or disk is full', 13), logger).fault).toBe('not-saved')
    expect(refusalOf(new StoreTrouble('UNIQUE constraint failed', 19), logger).fault).toBe('unexpected')
  })
})

describe('the pages', () => {
  test('files never change, the page is asked for again, screens are the page, missing files are missing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'polyphony-dist-'))
    const app = express()
    serveClient(app, folder)
    const server = app.listen(0)
    const { port } = server.address() as { port: number }
    const get = async (path: string) => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`)
      return { status: answer.status, cache: answer.headers.get('cache-control'), text: await answer.text() }
    }
    try {
      expect(await get('/')).toMatchObject({ status: 503, text: expect.stringContaining('npm run build') })
      mkdirSync(join(folder, 'assets'))
      writeFileSync(join(folder, 'index.html'), 'the page')
      writeFileSync(join(folder, 'help.html'), 'help')
      writeFileSync(join(folder, 'assets', 'app-x1.js'), 'code')
      writeFileSync(join(folder, 'assets', 'big-x2.js'), 'code '.repeat(1000))
      for (const path of ['/', '/join', '/meetings/some-id/room', '/index.html']) {
        expect(await get(path), path).toEqual({ status: 200, cache: 'no-cache', text: 'the page' })
      }
      expect(await get('/help.html')).toEqual({ status: 200, cache: 'no-cache', text: 'help' })
      expect(await get('/assets/app-x1.js')).toMatchObject({
        cache: 'public, max-age=31536000, immutable',
        text: 'code',
      })
      for (const way of ['br', 'gzip']) {
        const url = `http://127.0.0.1:${port}/assets/big-x2.js`
        const packed = await fetch(url, { headers: { 'accept-encoding': way } })
        expect(packed.headers.get('content-encoding')).toBe(way)
        expect(packed.headers.get('cache-control')).toContain('immutable')
        expect(Number(packed.headers.get('content-length'))).toBeLessThan(200)
        expect(await packed.text()).toBe('code '.repeat(1000))
      }
      expect((await get('/assets/gone.js')).status).toBe(404)
      expect((await get('/..%2f..%2fpackage.json')).status).toBe(404)
      expect((await get('/.env')).status).toBe(404)
    } finally {
      server.close()
      rmSync(folder, { recursive: true })
    }
  })
})
