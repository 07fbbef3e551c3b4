import type { PersonId } from '@polyphony/shared/domain/ids'
import { openNotebook } from '@polyphony/shared/notebook/notebook'
import type { Passage } from '@polyphony/shared/domain/record'
import { readNotebook } from '@polyphony/shared/notebook/read'
import * as Y from 'yjs'
import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import { fromCopy, toCopy } from './copied.ts'
import { keepCopy } from './copying.ts'
import type { Copies } from './copying.ts'
import { bringBackDrafts, draftsOf, onDrafts } from './drafts.ts'
import { keptInTab, refusedInTab } from './kept.ts'
import type { Keep } from './kept.ts'
import { lostWords } from './lost-words.ts'
import type { Refused } from './lost-words.ts'
import { connect } from './notebook-connection.ts'
import type { ConnectionGiven, ConnectionHooks } from './notebook-connection.ts'
import type { NotebookState } from './notebook-state.ts'
import { createRoute } from './route.ts'

export interface NotebookLine {
  readonly state: StoreApi<NotebookState>
  /** Whoever has no seat may not read: the line opens with the seat, and again when the seat is taken again. */
  seated(is: boolean): void
  /** The writer has copied what was refused, or does not need it. */
  letGoOfRefused(): void
  /** Keep unsent words on this device even when the tab is gone, until its person leaves. Chosen by them, never by us. */
  keepCopy(is: boolean): void
  /** The passages in which words stand that are not kept yet. */
  unsentWords(): readonly Passage[]
  /** Its person has left: nothing of theirs stays on this device. */
  forget(): void
}

export interface NotebookGiven extends Omit<ConnectionGiven, 'looked'> {
  /** Whoever is signed in here: what waits in this tab is theirs, however often they sign in. */
  readonly me: PersonId
  readonly signal: AbortSignal
  /** Keeps unsent words through a reload of this tab, and only of this tab. */
  readonly storage: Keep
  /** A locked copy that outlives the tab. null: this browser cannot lock anything. */
  readonly copies: Copies | null
}

export function openNotebookLine(given: NotebookGiven): NotebookLine {
  const { signal, storage } = given
  const of = `${given.meeting}:${given.me}`
  const kept = keptInTab(storage, `polyphony-unkept:${of}`)
  const refusedBefore = refusedInTab(storage, `polyphony-refused:${of}`)
  const state = createStore<NotebookState>(() => ({
    saving: 'loading',
    unsent: false,
    book: null,
    carets: null,
    rights: { as: [], write: false },
    refused: refusedBefore.take(),
    copy: given.copies ? 'off' : 'cannot',
  }))
  const route = createRoute()
  const looked = (): boolean => typeof document === 'undefined' || document.visibilityState !== 'hidden'
  const begin = (hooks: ConnectionHooks) => connect({ ...given, looked }, route, hooks)
  let current = begin(hooks())
  const copy = keepCopy({
    copies: given.copies,
    clock: given.clock,
    content: () => toCopy({ update: current.unkept.all(), drafts: draftsOf(given.meeting) }),
    found: bytes => {
      const { update, drafts } = fromCopy(bytes)
      if (update) Y.applyUpdate(current.doc, update, 'kept-here')
      bringBackDrafts(given.meeting, drafts)
    },
    changed: now => state.setState({ copy: now }),
    signal,
  })

  function hooks(): ConnectionHooks {
    return {
      changed: facts => {
        const { saving, unsent, rights } = state.getState()
        if (facts.saving === saving && facts.unsent === unsent && facts.rights === rights) return copy.written()
        state.setState(facts)
        copy.written()
        // They were sent after all: their person has signed in again.
        if (facts.saving === 'saved' && state.getState().refused?.why === 'shut') state.setState({ refused: null })
        if (facts.saving === 'sealed' && state.getState().refused === null) copy.keep(false)
      },
      synced: (doc, carets) => {
        state.setState({ book: openNotebook(doc), carets })
        const left = kept.take()
        // After the first sync, never before: so nothing of it can arrive at the server ahead of what it builds on.
        if (left) Y.applyUpdate(doc, left, 'kept-here')
        copy.look()
      },
      refused: (doc, why, passages) => {
        const before = readNotebook(doc)
        if (why !== 'refused') return refuse({ why, words: lostWords(before, null, passages) })
        current.end()
        current = begin({
          ...hooks(),
          synced: (fresh, carets) => {
            state.setState({ book: openNotebook(fresh), carets })
            refuse({ why, words: lostWords(before, readNotebook(fresh), passages) })
          },
        })
        current.seated(true)
      },
    }
  }
  function refuse(refused: Refused): void {
    if (refused.words.length === 0) return
    // What was refused before is still theirs to copy.
    const before = state.getState().refused
    const all = before && before.why !== 'shut' ? { ...refused, words: [...before.words, ...refused.words] } : refused
    if (all.why !== 'shut') refusedBefore.put(all)
    state.setState({ refused: all })
  }

  onDrafts(copy.written, signal)
  const keepOnDevice = (): void => kept.put(current.unkept.all())
  const tell = (event: Event): void => {
    keepOnDevice()
    if (!current.unkept.none || state.getState().refused) event.preventDefault()
  }
  const seen = (): void => {
    if (looked()) current.tryNow()
    else keepOnDevice()
  }
  if (typeof window !== 'undefined') {
    window.addEventListener('beforeunload', tell, { signal })
    window.addEventListener('pagehide', keepOnDevice, { signal })
    document.addEventListener('visibilitychange', seen, { signal })
    document.addEventListener('resume', seen, { signal })
    for (const back of ['online', 'pageshow']) window.addEventListener(back, seen, { signal })
  }
  signal.addEventListener('abort', () => {
    keepOnDevice()
    current.end()
  })

  return {
    state,
    seated: is => current.seated(is),
    letGoOfRefused: () => {
      refusedBefore.put(null)
      state.setState({ refused: null })
      if (state.getState().saving === 'sealed') copy.keep(false)
    },
    keepCopy: is => copy.keep(is),
    unsentWords: () => lostWords(readNotebook(current.doc), null, current.passages),
    forget: () => {
      kept.put(null)
      refusedBefore.put(null)
    },
  }
}
