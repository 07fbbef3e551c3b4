import type { Decision, DecisionStanding } from '@polyphony/shared/domain/decision'
import { emptyDecision } from '@polyphony/shared/domain/decision'
import type { EntryId, MeetingId, NetworkId, PersonId } from '@polyphony/shared/domain/ids'
import type { OpenQuestion } from '@polyphony/shared/domain/question'
import { emptyQuestion } from '@polyphony/shared/domain/question'
import type { EntryReading, MeetingRecord } from '@polyphony/shared/domain/record'
import { plain } from '@polyphony/shared/domain/record'
import type { NextStep } from '@polyphony/shared/domain/step'
import { emptyStep } from '@polyphony/shared/domain/step'
import { describe, expect, it } from 'vitest'
import type { SealedMeeting } from './thread.ts'
import { stepOver, threadOf } from './thread.ts'

const elena = 'elena' as PersonId
const spring = 'spring' as MeetingId
const summer = 'summer' as MeetingId

function entry(id: string, words = id): EntryReading {
  return {
    id: id as EntryId,
    kind: 'question',
    speaker: null,
    speakerWords: '',
    author: elena,
    order: 'a',
    withdrawn: false,
    body: [{ is: 'paragraph', depth: 0, runs: [{ text: words }] }],
    hash: `hash of ${words}`,
  }
}

function meeting(
  id: MeetingId,
  given: {
    endedAt: number
    readable?: boolean
    decisions?: Record<string, Partial<Decision>>
    questions?: Record<string, Partial<OpenQuestion>>
    steps?: Record<string, Partial<NextStep>>
    since?: Record<string, NextStep>
  },
): SealedMeeting {
  const { endedAt, readable = true, decisions = {}, questions = {}, steps = {}, since = {} } = given
  const record: MeetingRecord = {
    version: 1,
    meeting: id,
    network: 'n' as NetworkId,
    centre: 'Maria',
    place: 'online',
    placeWords: '',
    startsAt: endedAt - 100,
    zone: 'UTC',
    openedAt: endedAt - 90,
    endedAt,
    how: 'together',
    people: [{ id: elena, name: 'Elena', role: 'mother', here: true }],
    notes: [],
    voices: [],
    reflections: [],
    decisions: Object.entries(decisions).map(([key, decision]) => ({
      ...entry(key),
      decision: { ...emptyDecision, ...decision },
    })),
    questions: Object.entries(questions).map(([key, question]) => ({
      ...entry(key, `${key} as in ${id}`),
      question: { ...emptyQuestion, ...question },
    })),
    steps: Object.entries(steps).map(([key, step]) => ({ ...entry(key), step: { ...emptyStep, ...step } })),
    next: null,
    nextMeeting: null,
  }
  return { record, readable, steps: since as Record<EntryId, NextStep> }
}

const from = (id: MeetingId, key: string, at: number) => ({ meeting: id, entry: key as EntryId, at })

describe('decisions in force', () => {
  const inForce = (decisions: Record<string, Partial<Decision>>) =>
    threadOf([meeting(spring, { endedAt: 1000, decisions })]).inForce.map(line => line.entry)

  it('P2: only what was agreed for now is in force', () => {
    const standings: readonly DecisionStanding[] = ['talking', 'agreed', 'differently', 'left-open', 'changed']
    const decisions = Object.fromEntries(
      standings.map(standing => [standing, { standing, agreedHash: `hash of ${standing}` }]),
    )
    expect(inForce(decisions)).toEqual(['agreed'])
  })

  it('P4: words that changed after they were agreed are not what was agreed', () => {
    expect(inForce({ tea: { standing: 'agreed', agreedHash: 'hash of coffee' } })).toEqual([])
  })

  it('P5: a decision by duty stands as its own kind, never as agreed', () => {
    const duty = { by: elena, reason: 'the law asks', said: 'no', at: 1, hash: 'hash of ward' }
    const [line] = threadOf([meeting(spring, { endedAt: 1000, decisions: { ward: { duty } } })]).inForce
    expect(line).toMatchObject({ entry: 'ward', duty, standing: 'talking' })
  })

  it('the newest meeting comes first', () => {
    const agreed = (words: string) => ({ standing: 'agreed' as const, agreedHash: `hash of ${words}` })
    const thread = threadOf([
      meeting(spring, { endedAt: 1000, decisions: { old: agreed('old') } }),
      meeting(summer, { endedAt: 2000, decisions: { new: agreed('new') } }),
    ])
    expect(thread.inForce.map(line => line.entry)).toEqual(['new', 'old'])
  })
})

describe('open questions', () => {
  const carried = [from(spring, 'why', 1000)]
  const ended = { how: 'found-words' as const, by: elena, at: 1900 }

  it('stay open from meeting to meeting, in their newest words, since their first day', () => {
    const thread = threadOf([
      meeting(spring, { endedAt: 1000, questions: { why: {} } }),
      meeting(summer, { endedAt: 2000, questions: { 'why-2': { carried } } }),
    ])
    expect(thread.questions.map(line => [line.entry, plain(line.body), line.since])).toEqual([
      ['why-2', 'why-2 as in summer', 1000],
    ])
  })

  it('end when they are ended in a later meeting', () => {
    const thread = threadOf([
      meeting(spring, { endedAt: 1000, questions: { why: {} } }),
      meeting(summer, { endedAt: 2000, questions: { 'why-2': { carried, ended } } }),
    ])
    expect(thread.questions).toEqual([])
  })

  it('what was said of them in a meeting that I may not read does not reach me, but that they ended does', () => {
    const unread = (question: Partial<OpenQuestion>) =>
      threadOf([
        meeting(spring, { endedAt: 1000, questions: { why: {} } }),
        meeting(summer, {
          endedAt: 2000,
          readable: false,
          questions: { 'why-2': { carried, ...question }, secret: {} },
        }),
      ]).questions.map(line => plain(line.body))
    expect(unread({})).toEqual(['why as in spring'])
    expect(unread({ ended })).toEqual([])
  })
})

describe('next steps', () => {
  const told = (how: NextStep['told'][number]['how'], at: number) => ({ by: elena, how, words: `told ${at}`, at })
  const owned: Partial<NextStep> = { owner: elena }

  it('are there with their owner until the owner says done, also after the meeting', () => {
    const ring = { ...emptyStep, owner: elena, told: [told('done', 1200)] }
    const steps = { ring: owned, walk: owned }
    const thread = threadOf([meeting(spring, { endedAt: 1000, steps, since: { ring } })])
    expect(thread.steps.map(line => [line.entry, line.ownerName])).toEqual([['walk', 'Elena']])
  })

  it('"no longer right for me" leaves the step without an owner, and it stays', () => {
    const walk = { ...emptyStep, owner: elena, told: [told('not-right', 1200)] }
    const [line] = threadOf([meeting(spring, { endedAt: 1000, steps: { walk: owned }, since: { walk } })]).steps
    expect(line).toMatchObject({ entry: 'walk', ownerName: null, step: { owner: null } })
  })

  it('a step told of on the old page is done in the new meeting too', () => {
    const walk = { ...emptyStep, owner: elena, told: [told('done', 2500)] }
    const thread = threadOf([
      meeting(spring, { endedAt: 1000, steps: { walk: owned }, since: { walk } }),
      meeting(summer, { endedAt: 2000, steps: { 'walk-2': { ...owned, carried: [from(spring, 'walk', 1000)] } } }),
    ])
    expect(thread.steps).toEqual([])
  })

  it('what was told in a meeting that I may not read stays there', () => {
    const carried = [from(spring, 'walk', 1000)]
    const thread = threadOf([
      meeting(spring, { endedAt: 1000, steps: { walk: owned } }),
      meeting(summer, {
        endedAt: 2000,
        readable: false,
        steps: { w2: { ...owned, carried, told: [told('under-way', 1800)] } },
      }),
    ])
    expect(thread.steps.map(line => [line.entry, line.step.told])).toEqual([['walk', []]])
  })

  it('tell their whole way once, oldest first', () => {
    const first = { ...emptyStep, owner: elena, told: [told('under-way', 1)] }
    const second = { ...emptyStep, owner: elena, told: [told('done', 3), told('under-way', 1)] }
    expect(stepOver([first, second])?.told.map(one => one.at)).toEqual([1, 3])
    expect(stepOver([])).toBeNull()
  })
})
