import type { Block, Passage as Words } from '@polyphony/shared/domain/record'

/** Words to read, without an editor. */
export function Passage({ words }: { readonly words: Words }) {
  return groupsOf(words).map(({ is, blocks, key }) => {
    if (is === 'paragraph') return blocks.map(block => <p key={key}>{runs(block)}</p>)
    const List = is === 'bullet' ? 'ul' : 'ol'
    return (
      <List key={key}>
        {blocks.map((block, at) => (
          <li key={at}>{runs(block)}</li>
        ))}
      </List>
    )
  })
}

function runs(block: Block) {
  return block.runs.map((run, at) => {
    const key = `${at}`
    if (run.bold) return <strong key={key}>{run.italic ? <em>{run.text}</em> : run.text}</strong>
    return run.italic ? <em key={key}>{run.text}</em> : <span key={key}>{run.text}</span>
  })
}

/** Lines of one list stand together. */
function groupsOf(words: Words): { is: Block['is']; blocks: Block[]; key: string }[] {
  const groups: { is: Block['is']; blocks: Block[]; key: string }[] = []
  for (const [at, block] of words.entries()) {
    const last = groups.at(-1)
    if (last && last.is === block.is && block.is !== 'paragraph') last.blocks.push(block)
    else groups.push({ is: block.is, blocks: [block], key: `${at}` })
  }
  return groups
}
