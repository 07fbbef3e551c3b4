import type { Copy, CopyMeeting } from './copy-contents.ts'
import { ownParts, ownWords } from './own-words.ts'
import type { Part } from './record-document.ts'
import { heading, line, list, recordDocument, recordParts } from './record-document.ts'
import { htmlEnd, htmlHead, partHtml } from './record-html.ts'
import * as say from './record-words.ts'

/** The copy as one page that opens anywhere, offline, without a script. One meeting at a time. */
export async function* copyAsHtml(copy: Copy): AsyncGenerator<string> {
  const { only, centre, madeAt, zone } = copy
  yield htmlHead({ lang: say.lang, title: only === null ? say.copyTitle(centre) : say.ownCopyTitle(centre) })
  yield html([line(say.copiedOn(say.when(madeAt, zone))), ...(only === null ? people(copy) : [])])
  for await (const meeting of copy.meetings()) yield html(only === null ? whole(meeting) : own(meeting, only))
  yield html([heading(2, say.headings.looked)])
  let looks = 0
  for await (const look of copy.looks()) {
    yield html([line(say.lookLine({ ...look, at: say.when(look.at, zone) }))])
    looks += 1
  }
  if (looks === 0) yield html([line(say.nobodyLooked)])
  yield htmlEnd([only === null ? say.copyFooter : say.ownCopyFooter])
}

const html = (parts: readonly Part[]): string => `${parts.map(partHtml).join('\n')}\n`

function people({ people: all, zone }: Copy): Part[] {
  const lines = all.map(({ name, relation, profession, until }) => {
    const who = say.personLine(name, profession || relation)
    return until === null ? who : say.wentOn(who, say.day(until, zone))
  })
  return [heading(2, say.headings.people), ...list(lines)]
}

function whole({ row, invited, page, open }: CopyMeeting): Part[] {
  const title = heading(2, say.meetingOn(say.when(row.starts_at, row.zone)))
  if (page) {
    const { parts, footer } = recordDocument(page, { history: true })
    return [title, ...inside(parts), ...footer.map(line)]
  }
  if (open) {
    const parts = recordParts({ record: open, steps: {} }, { history: true, end: [] })
    return [title, line(say.notClosed), ...inside(parts)]
  }
  const asked = invited.map(({ name, role }) => say.personLine(name, role))
  return [title, line(say.where(row.place, row.place_words)), ...list(asked), line(say.notEnded)]
}

/** A meeting's headings stand below the one that names it. */
const inside = (parts: readonly Part[]): readonly Part[] =>
  parts.map(part => (part.is === 'heading' ? { ...part, level: part.level === 2 ? 3 : 4 } : part))

function own({ page, open }: CopyMeeting, person: NonNullable<Copy['only']>): readonly Part[] {
  if (page) return ownParts(ownWords(page, person))
  return open ? ownParts(ownWords({ record: open, steps: {}, additions: [] }, person)) : []
}
