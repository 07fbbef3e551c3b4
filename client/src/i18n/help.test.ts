import { expect, test } from 'vitest'
import { hardSentences, longSentences } from '@polyphony/shared/domain/readability.testing'

const pages = import.meta.glob<string>('../../public/help.html', { query: '?raw', import: 'default', eager: true })
const page = Object.values(pages)[0] ?? ''
const card = (name: string) => page.match(new RegExp(`<section class="card ${name}"[\\s\\S]*?</section>`))?.[0] ?? ''
const linksOf = (html: string) => [...html.matchAll(/href="([^"]+)"/g)].map(match => match[1])

test('the card for danger holds one number and nothing else to press', () => {
  expect(linksOf(card('emergency'))).toEqual(['tel:999'])
})

test('every number that can be read is the number that is rung', () => {
  const links = [...page.matchAll(/href="(?:tel|sms):(\d+)"[^>]*>([^<]+)</g)]
  expect(links.length).toBeGreaterThan(20)
  for (const [, rung, read] of links) expect(read?.replace(/\D/g, ''), read).toBe(rung)
})

test('it needs nothing from elsewhere, and no script', () => {
  expect(page).not.toMatch(/<script|\son\w+=|https?:|\/\//)
})

test('it says what to do when nobody answers, and when the numbers were looked at', () => {
  expect(page).toContain('If nobody answers')
  expect(page).toMatch(/took these numbers from the services in \w+ 20\d\d/)
})

test('it is easy to read', () => {
  const blocks = page
    .slice(page.indexOf('<main'))
    .replace(/<\/?a[^>]*>/g, '')
    .split(/<[^>]+>/)
    .map(block => block.replace(/\s+/g, ' ').trim())
  const long = blocks.flatMap(block => longSentences(block))
  const hard = blocks.flatMap(block => hardSentences(block))
  expect(hard).toEqual([])
  expect(long).toEqual([])
  expect(page).not.toMatch(/!(?!doctype)/i)
})

test('the numbers of the soft landing are numbers of this page', () => {
  for (const link of ['tel:116123', 'tel:999']) expect(linksOf(page)).toContain(link)
})
