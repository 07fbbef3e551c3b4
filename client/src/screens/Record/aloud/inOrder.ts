/** A part of a page, as far as reading it in order goes. */
export interface Part<At> {
  readonly at: At
  /** Stands on a line of its own: words before and after it do not belong to it. */
  readonly breaks: boolean
  readonly inside: readonly (string | Part<At>)[]
}

/** Some words to say in one breath, and where they stand. */
export interface Line<At> {
  readonly words: string
  readonly at: At
}

/** Headings and words as they follow each other on the page: nothing left out, nothing twice, nothing reworded. */
export function inOrder<At>(page: Part<At>): Line<At>[] {
  const lines: Line<At>[] = []
  let said = ''
  const end = (at: At) => {
    for (const words of breaths(said)) lines.push({ words, at })
    said = ''
  }
  const read = (part: Part<At>, at: At) => {
    for (const one of part.inside) {
      if (typeof one === 'string') said += one
      else if (!one.breaks) read(one, at)
      else {
        end(at)
        read(one, one.at)
        end(one.at)
      }
    }
  }
  read(page, page.at)
  end(page.at)
  return lines
}

/** Old phones fall silent in the middle of long words, and a pause goes on where the sentence began. */
const longest = 200

export function breaths(text: string): string[] {
  const sentences = text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/([.!?…]["”’)]*) /g, '$1\n')
    .split('\n')
    .map(sentence => sentence.trim())
  return sentences.flatMap(inParts).filter(words => /[\p{L}\p{N}]/u.test(words))
}

function inParts(sentence: string): string[] {
  if (sentence.length <= longest) return [sentence]
  const start = sentence.slice(0, longest)
  const comma = Math.max(start.lastIndexOf(', '), start.lastIndexOf('; '))
  const gap = comma > 0 ? comma + 1 : start.lastIndexOf(' ')
  const cut = gap > 0 ? gap : longest
  return [sentence.slice(0, cut).trim(), ...inParts(sentence.slice(cut).trim())]
}
