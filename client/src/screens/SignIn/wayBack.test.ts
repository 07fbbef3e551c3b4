import { expect, test } from 'vitest'
import { wayBack } from './wayBack.ts'

test('back to the page that was wanted', () => {
  expect(wayBack('/networks/01900000-0000-7000-8000-000000000001')).toBe(
    '/networks/01900000-0000-7000-8000-000000000001',
  )
  expect(wayBack(null)).toBe('/networks')
})

test('never to an address from elsewhere', () => {
  for (const to of ['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '']) {
    expect(wayBack(to), to).toBe('/networks')
  }
})
