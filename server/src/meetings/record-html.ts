import type { Block, Passage, Run } from '@polyphony/shared/domain/record'
import type { Part, RecordDocument } from './record-document.ts'

/**
 * The record as one file that opens anywhere, for twenty years: no script, no address, nothing loaded. Large type,
 * headings that a screen reader can walk, and pages that break between entries when it is printed.
 */
export function toHtml(document: RecordDocument): string {
  return `${htmlHead(document)}${document.parts.map(partHtml).join('\n')}
${htmlEnd(document.footer)}`
}

/** The beginning of such a file; parts follow, and htmlEnd. */
export function htmlHead({ lang, title: words }: Pick<RecordDocument, 'lang' | 'title'>): string {
  const title = escapeHtml(words)
  return `<!doctype html>
<html lang="${escapeHtml(lang)}">
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
`
}

export const htmlEnd = (footer: readonly string[]): string => `</main>
<footer>${footer.map(text => `<p>${lines(text)}</p>`).join('')}</footer>
</body>
</html>
`

/** The colours of the room: each kind of words has its own, beside the heading that names it. */
const style = `
:root { color-scheme: light dark; --paper: light-dark(#fbf7f0, #1d1a17); --ink: light-dark(#2b2622, #f3ece2);
  --soft: light-dark(#5c534a, #c9bfb2); --voice: light-dark(#b4531f, #e59a6b); --reflection: light-dark(#3f5f94, #94b3e4);
  --decision: light-dark(#5c534a, #c9bfb2); --question: light-dark(#7a4a86, #cf9edb);
  --step: light-dark(#1f5c57, #7cc4bc); --notes: light-dark(#c9bfb2, #5c534a); }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1.25rem/1.6 "Atkinson Hyperlegible Next", "Atkinson Hyperlegible", Verdana, sans-serif; }
main, footer { max-inline-size: 38rem; margin-inline: auto; padding: 2.5rem 1.25rem 1rem; }
footer { color: var(--soft); font-size: 1rem; border-block-start: 1px solid var(--notes); margin-block: 2rem; }
h1 { font-size: 1.9rem; line-height: 1.25; }
h2 { font-size: 1.45rem; line-height: 1.3; margin-block: 3rem .75rem; }
h3 { font-size: 1.25rem; margin-block: 1.75rem .5rem; }
p, ul, ol { margin-block: .6rem; }
blockquote { margin: 1.25rem 0 .5rem; padding-inline-start: 1rem; border-inline-start: 4px solid var(--notes); }
.voice { border-color: var(--voice); } .reflection { border-color: var(--reflection); }
.decision { border-color: var(--decision); } .question { border-color: var(--question); }
.step { border-color: var(--step); }
p, li, h1, h2, h3 { overflow-wrap: anywhere; }
@media print {
  :root { color-scheme: light; --paper: #fff; }
  body { font-size: 14pt; }
  main, footer { max-inline-size: none; padding-inline: 0; }
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

export function partHtml(part: Part): string {
  switch (part.is) {
    case 'heading':
      return `<h${part.level}>${escapeHtml(part.text)}</h${part.level}>`
    case 'line':
      return `<p>${lines(part.text)}</p>`
    case 'list':
      return `<ul>${part.items.map(item => `<li>${lines(item)}</li>`).join('')}</ul>`
    case 'words':
      return `<blockquote class="${part.kind}">${passageHtml(part.passage)}</blockquote>`
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
