import { connect } from 'node:net'
import type { MeetingId } from '@polyphony/shared/domain/ids'
import { openNotebook } from '@polyphony/shared/notebook/notebook'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import type { Guest, TestHouse } from '../testing/house.ts'
import { testHouse } from '../testing/house.ts'
import type { Line, OpenNotes } from '../testing/wires.ts'
import { openLine, openNotes } from '../testing/wires.ts'

let house: TestHouse
let sam: Guest
let maria: Guest
let meeting: MeetingId
const open: { close(): void }[] = []
const keep = <T extends { close(): void }>(one: T): T => {
  open.push(one)
  return one
}
beforeEach(async () => {
  house = await testHouse()
  sam = await house.signInAsStaff()
  const { network, centre } = await house.makeNetwork({ by: sam })
  meeting = await house.makeMeeting({ by: sam, network, people: [centre, sam.person] })
  maria = await house.signInAsGuest({ meeting, person: centre, by: sam })
})
afterEach(async () => {
  for (const one of open.splice(0)) one.close()
  await house.close()
})

const until = (what: () => void) => vi.waitFor(what, { timeout: 10_000, interval: 20 })

/** How an upgrade is answered: the HTTP status, or the code that the socket closes with once it was open. */
function answerTo(path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${house.url.replace('http', 'ws')}${path}`, { headers })
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
    socket.on('close', code => resolve(code))
    socket.on('error', reject)
  })
}

describe('S12 the one owner of upgrade', () => {
  test('another page, or none, is refused on both paths', async () => {
    for (const path of [`/sync/${meeting}`, '/live/?EIO=4&transport=websocket']) {
      const { origin: _, ...without } = maria.headers()
      expect(await answerTo(path, { ...maria.headers(), origin: 'https://evil.example' }), path).toBe(403)
      expect(await answerTo(path, { ...maria.headers(), origin: `${house.url}.evil.example` }), path).toBe(403)
      expect(await answerTo(path, without), path).toBe(403)
    }
  })

  test('what nobody claims is refused', async () => {
    for (const path of ['/', '/sync', '/synchron/x', '/api/me', '/livery', '/sync.x']) {
      expect(await answerTo(path, maria.headers()), path).toBe(404)
    }
  })

  test('S10 the notebook says why it closes: not signed in, no such meeting, not yours', async () => {
    const cookieless = { origin: house.url }
    expect(await answerTo(`/sync/${meeting}`, cookieless)).toBe(4401)
    expect(await answerTo(`/sync/${meeting}?who=0123456789ab`, maria.headers())).toBe(4403)
    expect(await answerTo('/sync/nonsense', maria.headers())).toBe(4404)
    const stranger = await house.signInAsStaff({ name: 'Aino' })
    expect(await answerTo(`/sync/${meeting}`, stranger.headers())).toBe(4403)
  })

  test('sockets that break at any moment leave the house standing', async () => {
    const request = (path: string) =>
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${house.port}\r\nOrigin: ${house.url}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nCookie: ${maria.headers().cookie}\r\n\r\n`
    const broken = [`/sync/${meeting}`, '/live/?EIO=4&transport=websocket', '/nothing'].flatMap(path =>
      Array.from({ length: 20 }, (_, index) => {
        const text = request(path)
        return new Promise<void>(resolve => {
          const socket = connect(house.port, '127.0.0.1', () => {
            socket.write(index % 2 === 0 ? text : text.slice(0, index * 10), () => socket.resetAndDestroy())
          })
          socket.on('error', () => {})
          socket.on('close', () => resolve())
        })
      }),
    )
    await Promise.all(broken)
    expect(await house.browser().call('health')).toEqual({ ok: true, notes: 'well' })
    expect(house.logged.filter(line => line.level === 'error')).toEqual([])
  })
})

describe('a meeting by all three wires', () => {
  async function sit(guest: Guest): Promise<{ line: Line; notes: OpenNotes }> {
    const line = keep(await openLine(house, { guest, meeting }))
    await line.enter()
    await line.deed({ do: 'arrive', way: 'notes' })
    return { line, notes: keep(openNotes(house, { guest, meeting })) }
  }

  test('words that were kept are there after the house was closed and opened again, without a reload', async () => {
    const mariasOwn = await sit(maria)
    const sams = await sit(sam)
    await until(() => expect(mariasOwn.notes.provider.synced && sams.notes.provider.synced).toBe(true))
    const { notes } = openNotebook(mariasOwn.notes.doc)
    const words = new Y.XmlText('We begin.')
    const paragraph = notes.get(0) as Y.XmlElement
    paragraph.insert(0, [words])
    await until(() => expect(openNotebook(sams.notes.doc).notes.toString()).toContain('We begin.'))
    expect((await mariasOwn.line.state()).phase).toBe('open')
    await house.restart()
    words.insert(words.length, ' And go on.')
    await until(() => expect(openNotebook(sams.notes.doc).notes.toString()).toContain('We begin. And go on.'))
    const read = await house.context.notebooks.read(meeting)
    expect(JSON.stringify(read.notes)).toContain('We begin. And go on.')
  })

  test('S10 a sign-in that is ended takes both of its lines with it, at once', async () => {
    const administrator = await house.signInAsStaff({ name: 'Anna', administrator: true })
    await sit(maria)
    const { line, notes } = await sit(sam)
    await until(() => expect(notes.provider.synced).toBe(true))
    await administrator.browser.call('endStaffSessions', { person: sam.person })
    await vi.waitFor(
      () => {
        expect(line.socket.connected).toBe(false)
        expect(notes.closed[0]).toBe(4205)
      },
      { timeout: 1000, interval: 10 },
    )
    await until(() => expect(notes.closed).toContain(4401))
  })

  test('S10 a link that is made anew ends the lines of the old one, and of nobody else', async () => {
    const { line, notes } = await sit(maria)
    const sams = await sit(sam)
    await until(() => expect(notes.provider.synced && sams.notes.provider.synced).toBe(true))
    await sam.browser.call('makeLink', { meeting, person: maria.person })
    await vi.waitFor(() => expect(line.socket.connected).toBe(false), { timeout: 1000, interval: 10 })
    await until(() => expect(notes.closed).toContain(4401))
    expect(sams.line.socket.connected).toBe(true)
    expect(sams.notes.closed).toEqual([])
  })

  // A disk that is full for the journal too is F8 (faults/f08-disk.ts).
  test('S5 tables without room: requests are refused, words are kept all the same, and it goes on once there is room', async () => {
    const marias = await sit(maria)
    const sams = await sit(sam)
    await until(() => expect(marias.notes.provider.synced && sams.notes.provider.synced).toBe(true))
    const pages = await sql<{ page_count: number }>`PRAGMA page_count`.execute(house.db)
    await sql.raw(`PRAGMA max_page_count = ${pages.rows[0]?.page_count}`).execute(house.db)
    const network = { centre: 'Petra'.repeat(15), people: [], team: [] }
    const make = () => sam.browser.send('POST', '/api/networks', { body: network })
    const answers = await Promise.all(Array.from({ length: 60 }, make))
    expect(answers.find(({ status }) => status !== 200)).toMatchObject({ status: 503, body: { fault: 'not-saved' } })
    const paragraph = openNotebook(marias.notes.doc).notes.get(0) as Y.XmlElement
    const before = marias.notes.kept()
    for (let i = 0; i < 8; i++) paragraph.insert(0, [new Y.XmlText('What we fear is said. '.repeat(500))])
    await until(() => expect(marias.notes.kept()).toBeGreaterThanOrEqual(before + 8))
    await until(() =>
      expect(openNotebook(sams.notes.doc).notes.toString()).toBe(openNotebook(marias.notes.doc).notes.toString()),
    )

    await sql.raw('PRAGMA max_page_count = 1000000').execute(house.db)
    expect((await make()).status).toBe(200)
    expect([marias, sams].map(({ notes }) => notes.inTrouble())).toEqual([false, false])
    expect(await house.browser().call('health')).toEqual({ ok: true, notes: 'well' })
  })
})
