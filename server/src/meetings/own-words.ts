import type { PersonId } from '@polyphony/shared/domain/ids'
import type { Addition, OpenRecord } from '@polyphony/shared/domain/record'
import type { RecordPage } from '@polyphony/shared/wire/views'
import type { Part } from './record-document.ts'
import { heading, line, list, wordsPart } from './record-document.ts'
import * as say from './record-words.ts'

/** A record with what came to it, or what stands of a meeting that has not ended. */
interface Said {
  readonly record: OpenRecord
  readonly steps: RecordPage['steps']
  readonly additions: readonly Addition[]
}

/**
 * What one person said and wrote in a meeting, and nothing of anybody else: it stays theirs, also when they read no more
 * of the rest.
 */
export function ownWords({ record, steps, additions }: Said, person: PersonId) {
  return {
    meeting: record.meeting,
    startsAt: record.startsAt,
    zone: record.zone,
    voices: record.voices.filter(voice => voice.speaker === person),
    written: [...record.voices, ...record.reflections].filter(one => one.author === person && !isOf(one, person)),
    positions: record.decisions.flatMap(({ id, decision }) => {
      const taken = decision.positions[person]
      return taken ? [{ decision: id, ...taken }] : []
    }),
    told: record.steps.flatMap(({ id, step }) =>
      (steps[id] ?? step).told.filter(told => told.by === person).map(told => ({ step: id, ...told })),
    ),
    additions: additions.filter(addition => addition.by === person),
  }
}
type OwnWords = ReturnType<typeof ownWords>

const isOf = (entry: { readonly kind: string; readonly speaker: PersonId | null }, person: PersonId): boolean =>
  entry.kind === 'voice' && entry.speaker === person

export function ownParts(own: OwnWords): readonly Part[] {
  const { zone } = own
  return [
    heading(2, say.when(own.startsAt, zone)),
    ...own.voices.map(voice => wordsPart(voice)),
    ...own.written.map(entry => wordsPart(entry)),
    ...list([
      ...own.positions.map(taken => say.ownPosition(taken)),
      ...own.told.map(({ how, words, at }) => say.toldOwn({ how, words, day: say.day(at, zone) })),
    ]),
    ...own.additions.flatMap(({ at, words }) => [line(say.addedOn(say.when(at, zone))), line(words)]),
  ]
}
