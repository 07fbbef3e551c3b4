import type { Block, Passage, Run } from '@polyphony/shared/domain/record'
import type { Part, RecordDocument } from './record-document.ts'

/**
 * The record as one file that opens anywhere, for twenty years: no script, no address, nothing loaded. Large type,
 * headings that a screen reader can walk, and pages that break between entries when it is printed.
 */
export function toHtml(document: RecordDocument): string {
  const title = escapeHtml(document.title)
  return `<!doctype html>
<html lang="${escapeHtml(document.lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${document.parts.map(partHtml).join('\n')}
</main>
</body>
</html>
`
}

const style = `
:root { color-scheme: light dark; }
body { margin: 0; background: Canvas; color: CanvasText;
  font: 1.25rem/1.6 "Atkinson Hyperlegible Next", "Atkinson Hyperlegible", Verdana, sans-serif; }
main { max-inline-size: 38rem; margin-inline: auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.8rem; line-height: 1.25; }
h2 { font-size: 1.4rem; line-height: 1.3; margin-block: 2.5rem .75rem; }
h3 { font-size: 1.2rem; margin-block: 1.75rem .5rem; }
p, ul, ol { margin-block: .6rem; }
blockquote { margin: 1.25rem 0 .5rem; padding-inline-start: 1rem; border-inline-start: 4px solid currentColor; }
p, li, h1, h2, h3 { overflow-wrap: anywhere; }
@media print {
  body { font-size: 14pt; }
  main { max-inline-size: none; padding: 0; }
  h1, h2, h3 { break-after: avoid; }
  blockquote, li { break-inside: avoid; }
}
`

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

function partHtml(part: Part): string {
  switch (part.is) {
    case 'heading':
      return `<h${part.level}>${escapeHtml(part.text)}</h${part.level}>`
    case 'line':
      return `<p>${lines(part.text)}</p>`
    case 'list':
      return `<ul>${part.items.map(item => `<li>${lines(item)}</li>`).join('')}</ul>`
    case 'words':
      return `<blockquote>${passageHtml(part.passage)}</blockquote>`
  }
}

const lines = (text: string): string => escapeHtml(text).replaceAll('\n', '<br>')

function runHtml(run: Run): string {
  const text = lines(run.text)
  const bold = run.bold ? `<strong>${text}</strong>` : text
  return run.italic ? `<em>${bold}</em>` : bold
}

/** Lists nest by depth; a change of kind at one depth begins another list. */
function passageHtml(passage: Passage): string {
  const open: { readonly tag: 'ul' | 'ol' }[] = []
  let html = ''
  const close = (to: number) => {
    while (open.length > to) html += `</li></${open.pop()?.tag}>`
  }
  for (const block of passage) {
    if (block.is === 'paragraph') {
      close(0)
      html += `<p>${inner(block)}</p>`
      continue
    }
    const tag = block.is === 'bullet' ? 'ul' : 'ol'
    // Strange depths come down to one more than what stands around them.
    const depth = Math.min(block.depth, open.length)
    close(depth + 1)
    if (open.length === depth + 1 && open[depth]?.tag !== tag) close(depth)
    if (open.length === depth + 1) html += '</li>'
    else {
      html += `<${tag}>`
      open.push({ tag })
    }
    html += `<li>${inner(block)}`
  }
  close(0)
  return html
}

const inner = (block: Block): string => block.runs.map(runHtml).join('')
