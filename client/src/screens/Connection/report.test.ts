import { expect, test } from 'vitest'
import { connection } from '../../i18n/en/connection.ts'
import { addWords } from '../../i18n/i18n.ts'
import type { Reported } from './report.ts'
import { browserOf, meaning, reportOf } from './report.ts'
import { lineNames, nothingFound } from './found.ts'

addWords({ connection })

const phone =
  'Mozilla/5.0 (Linux; Android 14; SM-A546B Build/UP1A.231005.007) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.6723.58 Mobile Safari/537.36'
const given: Reported = {
  at: 1_800_000_000_000,
  userAgent: phone,
  kits: [
    { kind: 'microphone', id: 'aa11bb22', label: 'Maria’s headset' } as Reported['kits'][number],
    { kind: 'speaker' },
    { kind: 'speaker' },
  ],
  found: { ...nothingFound, live: 'works', fallback: 'not-needed', relayUdp: 'fails', roundTrip: 'works' },
  verdict: 'some',
  roundTrip: 41,
  kinds: ['srflx', 'host'],
  trouble: null,
}

test('each line stands in the report with its answer, its name for a helper, and what to do', () => {
  const text = reportOf(given)
  expect(text).toContain('The quick line to the room (websocket /live): works\n  You see at once what happens')
  expect(text).toContain(
    'The slow line to the room (http polling /live): not needed here\n  This place does not use it.',
  )
  expect(text).toContain('The relay, the best way (turn over udp): does not work\n  This network shuts this way.')
  expect(text).toContain('How quick an answer comes (http round trip): works\n  An answer takes 41 ms.')
  expect(text).toContain('Your voice goes out (microphone, loopback): not tried yet\nYour picture')
  expect(text).toContain('You can take part from here.')
  expect(text).toContain('Ways that were found: host, srflx\n')
  expect(text).toContain('Microphones: 1. Cameras: 0. Loudspeakers: 2.')
  for (const name of lineNames) expect(text).toContain(connection.line[name].name)
})

test('no name, no address, no link, no label of a device, no number of a phone is in it', () => {
  const text = reportOf({ ...given, trouble: 'denied' })
  expect(text).not.toMatch(
    /Maria|aa11bb22|SM-A546B|UP1A|537\.36|6723|\d+\.\d+\.\d+\.\d+|[\da-f]+:[\da-f]*:|https?:|turns?:\S/i,
  )
  expect(text).toContain('Microphone: denied')
  expect(text).toContain('Browser: Chrome 130, Android')
})

test('the words and the report say the same', () => {
  const text = reportOf(given)
  for (const name of lineNames)
    for (const said of meaning(name, given.found, given.roundTrip)) expect(text).toContain(`\n  ${said}`)
  expect(meaning('publish', given.found, null)).toEqual([])
})

test.each([
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
    'Safari 18, iPhone or iPad',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/130.0.6723.37 Mobile/15E148 Safari/604.1',
    'Chrome 130, iPhone or iPad',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0',
    'Edge 130, Windows',
  ],
  [
    'Mozilla/5.0 (Linux; Android 13; SAMSUNG SM-G991B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36',
    'Samsung Internet 26, Android',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0', 'Firefox 132, Linux'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
    'Safari 18, Mac',
  ],
  ['something else', 'another, another'],
])('%s is %s', (userAgent, said) => {
  expect(browserOf(userAgent)).toBe(said)
})
