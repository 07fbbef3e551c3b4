import type { Copy, CopyMeeting } from './copy-contents.ts'
import { ownWords } from './own-words.ts'

/** The copy as data, for whatever comes after us. One meeting at a time. */
export async function* copyAsJson(copy: Copy): AsyncGenerator<string> {
  const { network, madeAt, centre, only } = copy
  const head = { version: 1, what: only === null ? 'everything' : 'own-words', network, centre, madeAt, person: only }
  yield JSON.stringify(only === null ? { ...head, people: copy.people } : head).slice(0, -1)
  yield ',"meetings":'
  yield* listOf(copy.meetings(), meeting => (only === null ? whole(meeting) : own(meeting, only)))
  yield ',"whoHasLooked":'
  yield* listOf(copy.looks(), look => look)
  yield '}\n'
}

function whole({ row, invited, page, open }: CopyMeeting) {
  return {
    meeting: row.id,
    startsAt: row.starts_at,
    zone: row.zone,
    place: row.place,
    placeWords: row.place_words,
    arrangedBy: row.arranged_by,
    madeAt: row.made_at,
    phase: row.phase,
    openedAt: row.opened_at,
    endedAt: row.ended_at,
    ending: row.ending,
    absentMayRead: row.absent_may_read === 1,
    invited,
    ...(page && { record: page.record, hash: page.hash, additions: page.additions, stepsToday: page.steps }),
    // No seal and no hash: it may still change.
    ...(open && { notClosed: open }),
  }
}

function own({ page, open }: CopyMeeting, person: NonNullable<Copy['only']>) {
  if (page) return ownWords(page, person)
  return open && { ...ownWords({ record: open, steps: {}, additions: [] }, person), notClosed: true }
}

async function* listOf<T>(things: AsyncIterable<T>, show: (thing: T) => unknown): AsyncGenerator<string> {
  let before = '['
  for await (const thing of things) {
    const shown = show(thing)
    if (shown === null) continue
    yield `${before}${JSON.stringify(shown)}`
    before = ','
  }
  yield before === '[' ? '[]' : ']'
}
