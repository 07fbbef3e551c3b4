import type { PersonId } from '@polyphony/shared/domain/ids'
import type { Clock } from '@polyphony/shared/domain/time'
import { seconds } from '@polyphony/shared/domain/time'
import type { Extensions } from '@tiptap/core'
import { Extension } from '@tiptap/core'
import { Collaboration } from '@tiptap/extension-collaboration'
import { yCursorPlugin } from '@tiptap/y-tiptap'
import type * as Y from 'yjs'
import type { Carets } from '../core/carets.ts'
import { caretOf } from './carets.ts'
import css from './editor.module.css'

export interface Together {
  readonly fragment: Y.XmlFragment
  readonly carets: Carets
  /** From the room, never from what a caret says of itself. null: not of this room, no caret is shown. */
  readonly nameOf: (person: PersonId) => string | null
  /** The colour of their face. */
  readonly hueOf: (person: PersonId) => number
  readonly clock: Clock
}

const nameFades = seconds(2)

/**
 * Writing the same words with others, seeing faintly where they are. Undo follows this editor's own hand only: Yjs
 * tracks the origin of what it does.
 */
export function writingTogether({ fragment, carets, nameOf, hueOf, clock }: Together): Extensions {
  const { awareness, whoIs } = carets
  const find = (client: number) =>
    caretOf(client, awareness.getStates().get(client), { mine: awareness.clientID, whoIs, nameOf })
  const draw = (client: number): HTMLElement => {
    const caret = document.createElement('span')
    const whose = find(client)
    // Read aloud it would stand in the middle of somebody's sentence.
    caret.ariaHidden = 'true'
    if (whose === null) return caret
    caret.className = css.caret ?? ''
    caret.dataset.hue = String(hueOf(whose.person))
    const label = document.createElement('span')
    label.className = css.caretName ?? ''
    label.textContent = whose.name
    caret.append('\u2060', label, '\u2060')
    clock.after(nameFades, () => label.remove())
    return caret
  }
  const select = (client: number) => {
    const whose = find(client)
    return whose ? { class: css.selected ?? '', 'data-hue': String(hueOf(whose.person)) } : {}
  }
  return [
    Collaboration.configure({ fragment, provider: null }),
    Extension.create({
      name: 'carets',
      // Before the words themselves, as the plugin that it stands on.
      priority: 999,
      addProseMirrorPlugins: () => [
        yCursorPlugin(awareness, {
          awarenessStateFilter: (_mine: number, client: number) => find(client) !== null,
          cursorBuilder: (_user, client) => draw(client),
          selectionBuilder: (_user, client) => select(client),
        }),
      ],
    }),
  ]
}
