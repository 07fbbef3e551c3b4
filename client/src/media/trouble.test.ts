import { expect, test } from 'vitest'
import { browserAt, inApp, troubleBefore, troubleOf } from './trouble.ts'

const thrown = (name: string, message = '') => Object.assign(new Error(message), { name })
const iPhone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const safari = `${iPhone} Version/18.1 Mobile/15E148 Safari/604.1`
const android = 'Mozilla/5.0 (Linux; Android 13; SM-A536B) AppleWebKit/537.36 (KHTML, like Gecko)'

test.each([
  ['NotAllowedError', '', 'denied'],
  ['NotAllowedError', 'Permission denied by system', 'denied-by-device'],
  ['NotFoundError', '', 'none'],
  ['OverconstrainedError', '', 'none'],
  ['NotReadableError', '', 'in-use'],
  ['AbortError', '', 'in-use'],
  ['TypeError', '', 'insecure'],
  ['SomethingNew', '', 'old-browser'],
])('%s %s → %s', (name, message, trouble) => {
  expect(troubleOf(thrown(name, message))).toBe(trouble)
})

test('what is no error at all is still a trouble with a sentence', () => {
  expect(troubleOf(undefined)).toBe('old-browser')
})

test('without a way to ask, the nearest cause is told', () => {
  expect(troubleBefore({ secure: true, canAsk: true, userAgent: safari })).toBeNull()
  expect(troubleBefore({ secure: false, canAsk: false, userAgent: safari })).toBe('insecure')
  expect(troubleBefore({ secure: true, canAsk: false, userAgent: `${iPhone} Mobile/15E148` })).toBe('in-app')
  expect(troubleBefore({ secure: true, canAsk: false, userAgent: safari })).toBe('old-browser')
})

test.each([
  [`${android} Chrome/130.0 Mobile Safari/537.36`, false],
  ['Mozilla/5.0 (Linux; Android 13; SM-A536B Build/TP1A; wv) AppleWebKit/537.36 Chrome/130.0 Mobile', true],
  [`${safari} [FBAN/FBIOS;FBAV/490.0]`, true],
  [`${iPhone} Mobile/15E148 Instagram 350.0`, true],
  [`${android} Chrome/130.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/490.0.0.0;]`, true],
  [`${safari} WhatsApp/24.20`, true],
  [`${safari} [LinkedInApp]/9.30`, true],
  [`${android} Chrome/130.0 Mobile Safari/537.36 MicroMessenger/8.0.50 NetType/WIFI`, true],
  [`${safari} Twitter for iPhone/10.60`, true],
  [`${android} Chrome/130.0 Mobile Safari/537.36 Telegram-Android/11.3`, true],
  [`${iPhone} FxiOS/131.0 Mobile/15E148 Safari/605.1.15`, false],
  [`${iPhone} CriOS/130.0 Mobile/15E148 Safari/604.1`, false],
  [`${iPhone} Mobile/15E148`, true],
])('inside another app: %s → %s', (userAgent, is) => {
  expect(inApp(userAgent)).toBe(is)
})

test.each([
  [safari, 5, 'safari-ios'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.1 Safari/605.1.15',
    5,
    'safari-ios',
  ],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.1 Safari/605.1.15', 0, 'safari'],
  [`${android} SamsungBrowser/26.0 Chrome/122.0 Mobile Safari/537.36`, 5, 'samsung'],
  [`${android} Chrome/130.0 Mobile Safari/537.36`, 5, 'chrome-android'],
  ['Mozilla/5.0 (Android 14; Mobile; rv:131.0) Gecko/131.0 Firefox/131.0', 5, 'firefox-android'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0', 0, 'firefox'],
  ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0', 0, 'edge'],
])('%s with %i touch points is %s', (userAgent, touch, browser) => {
  expect(browserAt(userAgent, touch)).toBe(browser)
})
