import type { Passage, Run } from '@polyphony/shared/domain/record'
import type { Part, RecordDocument } from './record-document.ts'

/** The record as Markdown (CommonMark): reads as plain text too. Nobody's words become a link, an image or a heading. */
export function toMarkdown(document: RecordDocument): string {
  const footer = document.footer.map(text => indented(text, ''))
  const parts = [`# ${oneLine(document.title)}`, ...document.parts.map(partMarkdown), '***', ...footer]
  return `${parts.join('\n\n')}\n`
}

function partMarkdown(part: Part): string {
  switch (part.is) {
    case 'heading':
      return `${'#'.repeat(part.level)} ${oneLine(part.text)}`
    case 'line':
      return indented(part.text, '')
    case 'list':
      return part.items.map(item => `- ${indented(item, '  ')}`).join('\n')
    case 'words':
      return passageMarkdown(part.passage)
        .split('\n')
        .map(row => `> ${row}`.trimEnd())
        .join('\n')
  }
}

/** What means something anywhere in a line, and what means something where a line begins. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\\`*_[\]<>&~|]/g, sign => `\\${sign}`)
    .split('\n')
    .map(row =>
      row
        .replace(/^[ \t]+/, '')
        .replace(/^([#+=-])/, '\\$1')
        .replace(/^(\d{1,9})([.)])/, '$1\\$2'),
    )
    .join('\n')
}

const oneLine = (text: string): string => escapeMarkdown(text.replace(/[\r\n]+/g, ' '))
/** A backslash at the end of a line keeps the line break. */
const indented = (text: string, by: string): string => escapeMarkdown(text).replaceAll('\n', `\\\n${by}`)

function runMarkdown(run: Run, begins: boolean): string {
  // Inside a line nothing begins, so only the first run of a line guards its start; a sign before it keeps others from doing so.
  const text = begins ? escapeMarkdown(run.text) : escapeMarkdown(`.${run.text}`).slice(1)
  const mark = `${run.bold ? '**' : ''}${run.italic ? '*' : ''}`
  const [, before = '', words = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? []
  if (mark === '' || words === '') return text
  return `${before}${mark}${words}${[...mark].reverse().join('')}${after}`
}

/** Nothing that can be seen stands in this line before it. */
const beginsLine = (before: readonly Run[]): boolean => /(?:^|[\r\n])\s*$/.test(before.map(run => run.text).join(''))

function passageMarkdown(passage: Passage): string {
  let number = 0
  let listed = false
  return passage
    .map(block => {
      const text = block.runs.map((run, at) => runMarkdown(run, beginsLine(block.runs.slice(0, at)))).join('')
      number = block.is === 'numbered' ? number + 1 : 0
      const pad = '   '.repeat(block.depth)
      const sign = block.is === 'bullet' ? '-  ' : block.is === 'numbered' ? `${number}. ` : ''
      const first = listed || block.is === 'paragraph' ? '' : '\n'
      listed = block.is !== 'paragraph'
      const row = `${pad}${sign}${text.replaceAll('\n', `\\\n${pad}${' '.repeat(sign.length)}`)}`
      return listed ? `${first}${row}` : `\n${row}\n`
    })
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
