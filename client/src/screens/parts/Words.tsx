import type { Block, Passage, Run } from '@polyphony/shared/domain/record'
import type { ReactNode } from 'react'
import css from './Words.module.css'

/** People's words as they wrote them. */
export function Words({ of }: { readonly of: Passage }) {
  return <div className={css.words}>{groups(of).map(show)}</div>
}

type Group = { readonly is: Block['is']; readonly blocks: readonly Block[] }

/** Blocks of one list stand in one list. */
function groups(passage: Passage): Group[] {
  const found: { is: Block['is']; blocks: Block[] }[] = []
  for (const block of passage) {
    const last = found.at(-1)
    if (last && last.is === block.is && block.is !== 'paragraph') last.blocks.push(block)
    else found.push({ is: block.is, blocks: [block] })
  }
  return found
}

function show({ is, blocks }: Group, at: number): ReactNode {
  if (is === 'paragraph') return <p key={at}>{blocks[0]?.runs.map(run)}</p>
  const List = is === 'bullet' ? 'ul' : 'ol'
  return (
    <List key={at}>
      {blocks.map((block, i) => (
        <li key={i} data-depth={Math.min(block.depth, 3)}>
          {block.runs.map(run)}
        </li>
      ))}
    </List>
  )
}

function run({ text, bold, italic }: Run, at: number): ReactNode {
  const inner = italic ? <em>{text}</em> : text
  return bold ? <strong key={at}>{inner}</strong> : <span key={at}>{inner}</span>
}
