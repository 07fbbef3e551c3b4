import { isAbsolute } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ConfigMistakes, readConfig } from './config.ts'
import type { Environment } from './config.ts'

function mistakes(environment: Environment): readonly string[] {
  try {
    readConfig(environment)
    return []
  } catch (error) {
    if (error instanceof ConfigMistakes) return error.mistakes
    throw error
  }
}

describe('configuration', () => {
  test('nothing need be set', () => {
    const config = readConfig({})
    expect(config).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:8080',
      publicUrlGiven: false,
      service: { name: '', phone: '' },
      turn: null,
      relayOnly: false,
      livekit: null,
      lockMedia: true,
      logLevel: 'info',
    })
    expect(isAbsolute(config.dataDir)).toBe(true)
    expect(config.dataDir).toMatch(/\/data$/)
    expect(Object.isFrozen(config)).toBe(true)
  })

  test('everything may be set', () => {
    const config = readConfig({
      PORT: '9000',
      HOST: '0.0.0.0',
      DATA_DIR: '/srv/polyphony',
      PUBLIC_URL: 'https://Polyphony.example.org/',
      SERVICE_NAME: ' The open door ',
      SERVICE_PHONE: '01632 960 000',
      TURN_URLS: 'turn:turn.example.org:3478, turns:turn.example.org:5349?transport=tcp',
      TURN_SECRET: 'shared',
      RELAY_ONLY: 'yes',
      LIVEKIT_URL: 'wss://livekit.example.org/',
      LIVEKIT_API_KEY: 'key',
      LIVEKIT_API_SECRET: 'secret',
      LIVEKIT_E2EE: 'no',
      LOG_LEVEL: 'warn',
    })
    expect(config).toEqual({
      port: 9000,
      host: '0.0.0.0',
      dataDir: '/srv/polyphony',
      publicUrl: 'https://polyphony.example.org',
      publicUrlGiven: true,
      service: { name: 'The open door', phone: '01632 960 000' },
      turn: { urls: ['turn:turn.example.org:3478', 'turns:turn.example.org:5349?transport=tcp'], secret: 'shared' },
      relayOnly: true,
      lockMedia: false,
      livekit: {
        url: 'wss://livekit.example.org',
        api: 'https://livekit.example.org',
        key: 'key',
        secret: 'secret',
      },
      logLevel: 'warn',
    })
  })

  test('an address that belongs to the port follows it', () => {
    expect(readConfig({ PORT: '9000' }).publicUrl).toBe('http://localhost:9000')
    expect(readConfig({ HOST: '::1' }).host).toBe('::1')
  })

  test('all mistakes are said together, each by its name', () => {
    const said = mistakes({
      PORT: 'eighty',
      HOST: 'http://here',
      PUBLIC_URL: 'polyphony.example.org/path',
      TURN_URLS: 'turn.example.org',
      RELAY_ONLY: 'perhaps',
      LOG_LEVEL: 'loud',
      DATABASE_URL: 'postgres://db',
    })
    const names = ['PORT', 'HOST', 'PUBLIC_URL', 'TURN_URLS', 'TURN_URLS', 'RELAY_ONLY', 'LOG_LEVEL', 'DATABASE_URL']
    expect(said.map(sentence => sentence.split(' ')[0])).toEqual(names)
  })

  test.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['PUBLIC_URL', 'https://example.org/polyphony'],
    ['PUBLIC_URL', 'ftp://example.org'],
    ['RELAY_ONLY', 'yes'],
    ['TURN_SECRET', 'alone'],
  ])('%s=%s is one mistake', (name, value) => {
    expect(mistakes({ [name]: value })).toHaveLength(1)
  })

  test('a secret is never repeated in a mistake', () => {
    expect(mistakes({ TURN_SECRET: 'hush', PORT: 'x' }).join()).not.toContain('hush')
    expect(mistakes({ DATABASE_URL: 'postgres://user:hush@db' }).join()).not.toContain('hush')
  })

  test('LiveKit is set by three settings or by none, and each that is missing is named', () => {
    const all = { LIVEKIT_URL: 'https://media.example.org', LIVEKIT_API_KEY: 'key', LIVEKIT_API_SECRET: 'secret' }
    expect(readConfig(all).livekit).toMatchObject({ url: 'wss://media.example.org', api: 'https://media.example.org' })
    const { LIVEKIT_API_SECRET: _, ...two } = all
    expect(mistakes(two)).toEqual(['LIVEKIT_URL and LIVEKIT_API_KEY are set, so LIVEKIT_API_SECRET is needed too.'])
    expect(mistakes({ LIVEKIT_API_KEY: 'key' })).toEqual([
      'LIVEKIT_API_KEY is set, so LIVEKIT_URL and LIVEKIT_API_SECRET are needed too.',
    ])
    for (const address of ['media.example.org', 'ftp://media.example.org', 'wss://media.example.org/rtc?x=1', 'wss:']) {
      expect(mistakes({ ...all, LIVEKIT_URL: address }), address).toEqual([
        `LIVEKIT_URL is an address such as wss://livekit.example.org, without a path. It is "${address}".`,
      ])
    }
    expect(mistakes({ ...all, LIVEKIT_URL: 'ws://media.example.org', PUBLIC_URL: 'https://a.example.org' })).toEqual([
      'PUBLIC_URL begins with https, so LIVEKIT_URL begins with wss. Browsers refuse anything less.',
    ])
  })
})
