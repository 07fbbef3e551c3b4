import { expect, test } from 'vitest'
import { voiceFor } from './voice.ts'

const voice = (name: string, lang: string, more: { localService?: boolean; default?: boolean } = {}) => ({
  name,
  lang,
  localService: true,
  default: false,
  ...more,
})

test('an online voice is never taken, also when it is the only or the best one', () => {
  const online = voice('Online', 'en-GB', { localService: false, default: true })
  expect(voiceFor([online], 'en-GB')).toBeNull()
  expect(voiceFor([online, voice('Here', 'en-US')], 'en-GB')?.name).toBe('Here')
})
test('a browser that does not say where its voice is gets none', () => {
  const unsaid = { name: 'Unsaid', lang: 'en-GB', default: true } as ReturnType<typeof voice>
  expect(voiceFor([unsaid], 'en-GB')).toBeNull()
})
test('it speaks the language of the page, from the same country where there is one', () => {
  const all = [voice('Suomi', 'fi-FI', { default: true }), voice('US', 'en-US'), voice('GB', 'en_GB')]
  expect(voiceFor(all, 'en-GB')?.name).toBe('GB')
  expect(voiceFor(all.slice(0, 2), 'en-GB')?.name).toBe('US')
  expect(voiceFor(all.slice(0, 1), 'en-GB')).toBeNull()
  expect(voiceFor([], 'en-GB')).toBeNull()
})
test('of two alike, the one that its owner has chosen', () => {
  expect(voiceFor([voice('One', 'en-GB'), voice('Chosen', 'en-GB', { default: true })], 'en-GB')?.name).toBe('Chosen')
})
