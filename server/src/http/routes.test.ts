import type { FaultName } from '@polyphony/shared/domain/fault'
import { faults } from '@polyphony/shared/domain/fault'
import type { RouteName } from '@polyphony/shared/wire/rest'
import { routes } from '@polyphony/shared/wire/rest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Answer, Browser } from '../testing/browser.ts'
import type { Case } from '../testing/case.ts'
import { cases } from '../testing/cases.ts'
import type { PersonName, World } from '../testing/world.ts'
import { dump, makeWorld, unknownId } from '../testing/world.ts'

/** Every route × everything that can be wrong about a request: a clear fault, and nothing has changed. */
type Fields = Record<string, unknown>
type AnyCase = Case<RouteName> & { readonly input: (world: World) => Fields }
const names = Object.keys(routes) as RouteName[]
const caseOf = (name: RouteName) => cases[name] as unknown as AnyCase
const paramsOf = (name: RouteName) => [...routes[name].path.matchAll(/:(\w+)/g)].map(([, key = '']) => key)
const hasBody = (name: RouteName) => routes[name].method !== 'GET' && routes[name].method !== 'DELETE'

let world: World
/** As everything stood before the first refusal, and still stands after the last. */
let unchanged: Awaited<ReturnType<typeof dump>> | null = null
beforeAll(async () => {
  world = await makeWorld()
}, 30_000)
afterAll(() => world.house.close())

type Given = { readonly raw?: string; readonly headers?: Record<string, string> }

async function ask(name: RouteName, browser: Browser, fields: Fields, given: Given = {}): Promise<Answer> {
  const rest = { ...fields }
  const path = routes[name].path.replace(/:(\w+)/g, (_, key: string) => {
    const value = encodeURIComponent(String(rest[key]))
    delete rest[key]
    return value
  })
  return await browser.send(routes[name].method, path, { ...(hasBody(name) && { body: rest }), ...given })
}

/** Asks, and holds that it was refused so and that no table has changed. */
async function refused(name: RouteName, fault: FaultName | readonly FaultName[], asked: () => Promise<Answer>) {
  unchanged ??= await dump(world.house)
  const answer = await asked()
  const { fault: said, field } = answer.body as { fault: FaultName; field: string | null }
  expect(Array.isArray(fault) ? fault : [fault], `${name}: ${JSON.stringify(answer.body)}`).toContain(said)
  expect(answer.status).toBe(faults[said])
  expect(answer.headers.getSetCookie()).toEqual([])
  expect(await dump(world.house), `${name} changed something though it was refused`).toEqual(unchanged)
  return field
}

/** Each value that stands in the body, with the path to it and a way to put another in its place. */
function places(fields: Fields): { path: string; value: unknown; put: (value: unknown) => Fields }[] {
  const found: ReturnType<typeof places> = []
  const walk = (value: unknown, path: string, put: (value: unknown) => Fields) => {
    if (path !== '') found.push({ path, value, put })
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      const replaced = (other: unknown) =>
        Array.isArray(value)
          ? value.map((one: unknown, at) => (String(at) === key ? other : one))
          : { ...value, [key]: other }
      walk(inner, path === '' ? key : `${path}.${key}`, other => put(replaced(other)))
    }
  }
  walk(fields, '', value => value as Fields)
  return found
}

const bodyPlaces = (name: RouteName) =>
  places(caseOf(name).input(world)).filter(({ path }) => !paramsOf(name).includes(path))

const wrongType = (value: unknown): unknown => (typeof value === 'string' ? 17 : 'a string in the wrong place')

describe.each(names)('%s', name => {
  const { by, refused: others = {}, wrong = [], foreign } = caseOf(name)
  const me = () => world.browsers[by]
  const honest = () => caseOf(name).input(world)

  if (hasBody(name)) {
    it('refuses what is no JSON, and JSON that is no object', async () => {
      for (const raw of ['{', 'null', '[]', '"words"', '17', '{"__proto__":{"a":1}}', '']) {
        // A route that asks for nothing takes nothing for an answer.
        if (raw === '' && bodyPlaces(name).length === 0) continue
        await refused(name, 'not-understood', () => ask(name, me(), honest(), { raw }))
      }
    })

    it('refuses a body beyond its size', async () => {
      const raw = JSON.stringify({ ...honest(), more: 'x'.repeat(70_000) })
      await refused(name, 'too-large', () => ask(name, me(), honest(), { raw }))
    })

    it('refuses a field that it does not know', async () => {
      await refused(name, 'not-understood', () => ask(name, me(), { ...honest(), administratorToo: true }))
    })

    it('refuses each field that is missing, of another type, empty of sense or too long, and names it', async () => {
      for (const { path, value, put } of bodyPlaces(name)) {
        const instead: unknown[] = [undefined, wrongType(value)]
        if (typeof value === 'string') instead.push('x'.repeat(5000))
        // A password may hold whatever a keyboard gives.
        if (typeof value === 'string' && path !== 'password') instead.push('x\u0000y')
        if (typeof value === 'number') instead.push(-1, 1e18, 0.5)
        if (Array.isArray(value)) instead.push(Array.from({ length: 100 }, () => value[0] as unknown))
        for (const other of instead) {
          const field = await refused(name, 'not-understood', () => ask(name, me(), put(other)))
          expect(field?.startsWith(path.split('.')[0] ?? ''), `${name} ${path} answered ${field}`).toBe(true)
        }
      }
    })

    it('refuses what comes from another page', async () => {
      for (const origin of ['https://elsewhere.example', 'null', `${world.house.url}.example`]) {
        await refused(name, 'wrong-origin', () => ask(name, me(), honest(), { headers: { origin } }))
      }
    })
  }

  it('refuses the wrong person', async () => {
    for (const [person, fault] of Object.entries(others) as [PersonName, FaultName][]) {
      await refused(name, fault, () => ask(name, world.browsers[person], honest()))
    }
  })

  it('refuses ids that are none, that nothing bears, or that belong to another network', async () => {
    for (const key of paramsOf(name)) {
      const nonsense = ['x', '..', "' OR 1=1 --", '00000000-0000-4000-8000-000000000000', 'a'.repeat(3000)]
      for (const value of nonsense)
        await refused(name, 'not-found', () => ask(name, me(), { ...honest(), [key]: value }))
      const nothing = { ...honest(), [key]: unknownId(world.house) }
      if (name !== 'endStaffSessions') {
        await refused(name, ['not-found', 'no-such-words'], () => ask(name, me(), nothing))
      }
    }
    if (foreign) await refused(name, 'not-yours', () => ask(name, me(), { ...honest(), ...foreign(world) }))
  })

  if (wrong.length === 0) return
  it('refuses what cannot be', async () => {
    for (const [fault, fields] of wrong) {
      await refused(name, fault, () => ask(name, me(), { ...honest(), ...fields(world) }))
    }
  })
})

it('an address that is no route is not found, and says nothing', async () => {
  for (const path of ['/api', '/api/nothing', '/api/networks/%ff', '/api/../api/staff/x', '/api/meetings//record']) {
    const answer = await world.browsers.sam.send('GET', path)
    expect(answer, path).toMatchObject({ status: 404, body: { fault: 'not-found' } })
  }
})

describe('what is asked rightly is answered', () => {
  it.each(names)('%s', async name => {
    const { by, input, onlyLooks = false } = caseOf(name)
    const before = await dump(world.house)
    const answer = await ask(name, by === 'nobody' ? world.house.browser() : world.browsers[by], input(world))
    expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 })
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const after = await dump(world.house)
    if (onlyLooks) expect(after).toEqual(before)
    else expect(after).not.toEqual(before)
  })
})
