import { expect, it } from 'vitest'
import { toMarkdown } from './record-markdown.ts'

it('words never become a heading after a line break or behind a blank, whatever ends the line', () => {
  const lines = ['a\r# b', 'a\r\n# b'].map(text => ({ is: 'paragraph' as const, depth: 0, runs: [{ text }] }))
  const runs = [{ text: ' ', bold: true as const }, { text: '# b' }, { text: '\n' }, { text: '# c' }]
  const passage = [...lines, { is: 'paragraph' as const, depth: 0, runs }]
  const file = toMarkdown({
    lang: 'en',
    title: 'a\r# e',
    date: '',
    parts: [
      { is: 'words', kind: 'notes', passage },
      { is: 'heading', level: 3, text: 'a\r# e' },
      { is: 'line', text: 'a\r# e' },
    ],
    footer: [],
  })
  expect(file).not.toMatch(/(?:^|[\r\n])[> ]*# [b-e]/)
  expect(file.match(/\\# [bc]/g)).toHaveLength(4)
})
