import fc from 'fast-check'
import { positions } from './decision.ts'
import type { DeviceId } from './ids.ts'
import type { Command, RoomEvent, RoomState } from './meeting.ts'
import type { ReadingPlace } from './reading.ts'
import { cast, entry, hashOf, id, phoneOf, start, story } from './story.testing.ts'
import type { Name, Story } from './story.testing.ts'
import { days, seconds } from './time.ts'

/** Random meetings: people come, sit down together, lose their line, ask, decide, close, in any order, with any nonsense. */
const names = Object.keys(cast) as Name[]
const anyone = fc.constantFrom(...names)
const person = anyone.map(id)
const someone = fc.oneof({ weight: 9, arbitrary: person }, { weight: 1, arbitrary: fc.constant(id('nobody')) })
const decision = fc.constantFrom(entry('d1'), entry('d1'), entry('d1'), entry('d2'), entry('q'), entry('none'))
const step = fc.constantFrom(entry('s1'), entry('s2'), entry('none'))
const texts = ['These words.', 'Other words.'] as const
const hash = fc.constantFrom(...[0, 0, 0, 1].map(at => hashOf(texts[at] ?? '')))
const position = fc.constantFrom(...positions)
const bool = fc.boolean()
const heard = fc.constantFrom('spoke' as const, 'wrote' as const, 'passed' as const)
const lookAgain = fc.constantFrom({ when: 'until-we-meet' } as const, null)
const is = <D extends string>(name: D) => fc.constant(name)

const arriving: fc.Arbitrary<Command> = fc.record({
  do: is('arrive'),
  way: fc.constantFrom('picture' as const, 'sound' as const, 'notes' as const),
})
const seating: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ do: is('change-way'), way: fc.constantFrom('picture' as const, 'notes' as const) }),
  fc.record({ do: is('seat-person'), person: someone, byPhone: bool }),
  fc.record({ do: is('seat-guest'), person: fc.constantFrom(id('G1'), id('G2')), name: is('Gran'), relation: is('') }),
  fc.record({ do: is('unseat'), person: someone }),
  fc.record({ do: is('use-device'), person: someone }),
  fc.record({ do: is('step-out') }),
  fc.record({ do: is('come-back') }),
  fc.record({ do: is('leave') }),
)
const talking: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ do: is('want-to-speak'), wants: bool }),
  fc.record({ do: is('mark-heard'), person: someone, how: heard }),
  fc.record({ do: is('pause-together'), pause: bool }),
  fc.record({ do: is('set-writing'), writing: fc.record({ mode: is('one'), scribe: someone }) }),
  fc.record({ do: is('check-voice'), entry: fc.constantFrom(entry('v'), entry('d1')), hash }),
  fc.record({ do: is('ask-to-reflect'), who: fc.subarray([id('Sam'), id('Ravi'), id('Maria')], { minLength: 1 }) }),
  fc.record({ do: is('ask-to-reflect'), who: fc.constantFrom([id('Sam')], [id('Sam'), id('Ravi')]) }),
  fc.record({
    do: is('answer-reflecting'),
    answer: fc.constantFrom('yes' as const, 'yes' as const, 'not-now' as const),
  }),
  fc.record({ do: is('stop-reflecting') }),
  fc.record({ do: is('rest-microphone'), rest: bool }),
  fc.record({ do: is('answer-floor'), how: heard }),
  fc.record({ do: is('end-floor') }),
)
const deciding: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ do: is('take-position'), decision, position, words: is(''), hash }),
  fc.record({ do: is('mark-position'), decision, person: someone, position, hash }),
  fc.record({
    do: is('settle-decision'),
    decision,
    standing: fc.constantFrom('agreed' as const, 'agreed' as const, 'differently' as const, 'left-open' as const),
    lookAgain,
    hash,
  }),
  fc.record({ do: is('decide-by-duty'), decision, reason: fc.constantFrom('', 'The law.'), said: is(''), hash }),
  fc.record({ do: is('end-question'), question: decision, how: is('found-words') }),
  fc.record({ do: is('reopen-question'), question: decision }),
  fc.record({ do: is('offer-step'), step, to: someone }),
  fc.record({ do: is('accept-step'), step, date: fc.constant(null) }),
  fc.record({ do: is('release-step'), step }),
  fc.record({ do: is('tell-step'), step, how: fc.constantFrom('done' as const, 'under-way' as const), words: is('') }),
)
/** The words that are in these meetings, as they are read back. */
const places: readonly ReadingPlace[] = [
  { is: 'notes' },
  ...['v', 'd1', 'd2', 'q', 's1', 's2'].map(name => ({ is: 'entry', entry: entry(name) }) as const),
  { is: 'next' },
  { is: 'end' },
]
const closing: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ do: is('begin-closing') }),
  fc.record({ do: is('go-on-talking') }),
  fc.record({ do: is('read-on'), from: fc.constantFrom(...places) }),
  fc.record({ do: is('read-again'), from: fc.constantFrom(...places) }),
  fc.record({ do: is('agree-next-meeting'), next: fc.record({ next: is('none') }) }),
  fc.record({
    do: is('agree-next-meeting'),
    next: fc.record({
      next: is('at'),
      at: fc.constant(start + days(9)),
      zone: is('UTC'),
      place: is('home'),
      placeWords: is(''),
    }),
  }),
  fc.record({ do: is('let-absent-read'), may: bool }),
)
const ending: fc.Arbitrary<Command> = fc.record({
  do: is('end-meeting'),
  how: fc.constantFrom('together' as const, 'without-closing' as const),
})

export type Move =
  | { readonly move: 'say'; readonly who: Name; readonly on: DeviceId; readonly as: string; readonly command: Command }
  | { readonly move: 'lose' | 'find'; readonly who: Name; readonly ago: number }
  | { readonly move: 'pass'; readonly span: number }
  | { readonly move: 'write'; readonly name: string; readonly text: string }

const say: fc.Arbitrary<Move> = fc
  .record({
    who: anyone,
    other: anyone,
    honest: fc.constantFrom(...Array<boolean>(9).fill(true), false),
    laptop: fc.constantFrom(true, ...Array<boolean>(9).fill(false)),
    forOther: fc.constantFrom(true, ...Array<boolean>(6).fill(false)),
    command: fc.oneof(
      { weight: 12, arbitrary: arriving },
      { weight: 6, arbitrary: seating },
      { weight: 14, arbitrary: talking },
      { weight: 16, arbitrary: deciding },
      { weight: 7, arbitrary: closing },
      { weight: 1, arbitrary: ending },
    ),
  })
  .map(({ who, other, honest, laptop, forOther, command }) => ({
    move: 'say',
    who,
    on: laptop ? (`laptop of ${who}` as DeviceId) : phoneOf(honest ? who : other),
    as: forOther ? other : who,
    command,
  }))
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 16, arbitrary: say },
  { weight: 1, arbitrary: fc.record({ move: is('lose'), who: anyone, ago: fc.integer({ min: 0, max: 9000 }) }) },
  { weight: 1, arbitrary: fc.record({ move: is('find'), who: anyone, ago: fc.constant(0) }) },
  { weight: 2, arbitrary: fc.record({ move: is('pass'), span: fc.integer({ min: 0, max: seconds(12) }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      move: is('write'),
      name: fc.constantFrom('d1', 'd2', 'v', 'notes'),
      text: fc.constantFrom('', ...texts),
    }),
  },
)
const says = (who: Name, command: Command): Move => ({ move: 'say', who, on: phoneOf(who), as: who, command })

const besideSam = (as: Name, commands: readonly Command[]): Move[] =>
  commands.map(command => ({ ...says('Sam', command), as }) as Move)

const readBack: Move[] = [
  says('Ravi', { do: 'begin-closing' }),
  ...places.slice(0, -2).map(from => says('Elena', { do: 'read-on', from })),
  says('Maria', { do: 'agree-next-meeting', next: { next: 'none' } }),
]

/** What chance alone would hardly ever bring about. */
const scenes: fc.Arbitrary<Move[]> = fc.constantFrom(
  [
    says('Sam', { do: 'ask-to-reflect', who: [id('Sam'), id('Ravi')] }),
    ...(['Maria', 'Elena', 'Tomas'] as const).map(who => says(who, { do: 'answer-reflecting', answer: 'yes' })),
  ],
  readBack,
  [
    ...readBack.slice(0, 4),
    ...places
      .slice(1, 5)
      .flatMap(from => [
        says('Maria', { do: 'read-again', from }),
        says('Sam', { do: 'read-on', from: { is: 'entry', entry: entry('v') } }),
      ]),
  ],
  names.map(who => says(who, { do: 'arrive', way: 'picture' })),
  [says('Elena', { do: 'accept-step', step: entry('s1'), date: null })],
  [
    says('Maria', { do: 'rest-microphone', rest: false }),
    says('Elena', { do: 'stop-reflecting' }),
    says('Maria', { do: 'answer-floor', how: 'passed' }),
    says('Elena', { do: 'end-floor' }),
  ],
  [
    says('Maria', { do: 'check-voice', entry: entry('v'), hash: hashOf(texts[0]) }),
    says('Sam', { do: 'decide-by-duty', decision: entry('d2'), reason: 'The law.', said: '', hash: hashOf(texts[0]) }),
    says('Tomas', { do: 'end-question', question: entry('q'), how: 'no-longer' }),
    says('Maria', { do: 'reopen-question', question: entry('q') }),
  ],
  // At home, on the one tablet that Sam has brought.
  [
    says('Maria', { do: 'leave' }),
    says('Sam', { do: 'seat-person', person: id('Maria'), byPhone: false }),
    ...besideSam('Maria', [
      { do: 'take-position', decision: entry('d2'), position: 'with-this', words: '', hash: hashOf(texts[0]) },
      { do: 'accept-step', step: entry('s2'), date: null },
      { do: 'tell-step', step: entry('s2'), how: 'done', words: 'I rang.' },
      { do: 'check-voice', entry: entry('v'), hash: hashOf(texts[0]) },
      { do: 'mark-heard', person: id('Maria'), how: 'passed' },
      { do: 'begin-closing' },
      { do: 'let-absent-read', may: true },
      { do: 'go-on-talking' },
    ]),
    says('Ravi', { do: 'ask-to-reflect', who: [id('Ravi'), id('Sam')] }),
    ...besideSam('Maria', [{ do: 'answer-reflecting', answer: 'yes' }]),
    says('Ravi', { do: 'stop-reflecting' }),
    ...besideSam('Maria', [{ do: 'answer-floor', how: 'spoke' }, { do: 'end-floor' }]),
  ],
)
const come: fc.Arbitrary<Move[]> = fc
  .shuffledSubarray(names, { minLength: 3 })
  .map(all => all.map(who => says(who, { do: 'arrive', way: 'picture' })))

/** Who comes first, and then whatever happens. */
export const meetings: fc.Arbitrary<readonly Move[]> = fc
  .tuple(
    fc.oneof({ weight: 4, arbitrary: come }, { weight: 1, arbitrary: fc.constant<Move[]>([]) }),
    fc.array(fc.oneof({ weight: 14, arbitrary: move.map(one => [one]) }, { weight: 1, arbitrary: scenes }), {
      minLength: 10,
      maxLength: 60,
      size: 'max',
    }),
  )
  .map(([first, rest]) => [...first, ...rest.flat()])

/** The same, and in the end somebody tries to close it together, more or less read back. */
export const closings: fc.Arbitrary<readonly Move[]> = fc
  .tuple(meetings, fc.subarray(readBack, { minLength: readBack.length - 1 }))
  .map(([moves, read]) => [...moves, ...read, says('Maria', { do: 'end-meeting', how: 'together' })])

/** look: after every move, with the room before it and what happened. */
export function play(
  moves: readonly Move[],
  look: (it: Story, before: RoomState, move: Move, events: readonly RoomEvent[]) => void,
) {
  const it = story()
  for (const name of ['d1', 'd2']) it.write(name, { kind: 'decision', text: texts[0] })
  it.write('q', { kind: 'question', text: texts[0] })
  it.write('v', { kind: 'voice', text: texts[0], speaker: 'Maria' })
  for (const name of ['s1', 's2']) it.write(name, { kind: 'step', text: texts[0] })
  for (const one of moves) {
    const before = freeze(it.state)
    const from = it.log.length
    switch (one.move) {
      case 'say':
        // Anything but a Fault fails here, and a Fault that has changed something too.
        it.refusal(one.who, one.command, { on: one.on, as: one.as })
        break
      case 'lose':
        it.loses(one.who, it.now - one.ago)
        break
      case 'find':
        it.finds(one.who)
        break
      case 'pass':
        it.pass(one.span)
        break
      case 'write': {
        if (one.name === 'notes') {
          it.writeNotes(one.text)
          break
        }
        const kind = one.name === 'v' ? 'voice' : 'decision'
        it.write(one.name, { kind, text: one.text, ...(kind === 'voice' && { speaker: 'Maria' }) })
      }
    }
    look(
      it,
      before,
      one,
      it.log.slice(from).map(({ event }) => event),
    )
  }
  return it
}

export function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const one of Object.values(value)) freeze(one)
  return Object.freeze(value)
}
