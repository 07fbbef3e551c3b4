import type { PersonId } from '@polyphony/shared/domain/ids'
import type { Clock } from '@polyphony/shared/domain/time'
import { seconds } from '@polyphony/shared/domain/time'
import type { Extensions } from '@tiptap/core'
import { Collaboration } from '@tiptap/extension-collaboration'
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret'
import type * as Y from 'yjs'
import type { Carets } from '../core/notebook.ts'
import css from './editor.module.css'

export interface Together {
  readonly fragment: Y.XmlFragment
  readonly awareness: Carets
  /** Whose caret this is. */
  readonly you: PersonId
  /** From the room, never from what a caret says of itself. null: not of this room, no caret is shown. */
  readonly nameOf: (person: PersonId) => string | null
  /** The colour of their face. */
  readonly hueOf: (person: PersonId) => number
  readonly clock: Clock
}

/** The library wants a colour of this shape. The one that is seen comes from the style sheet, by person. */
const anyColour = '#5c534a'
const nameFades = seconds(2)

/** What a caret says of itself. */
interface Named {
  readonly person: PersonId
}

/**
 * Writing the same words with others, seeing faintly where they are. Undo follows this editor's own hand only: Yjs
 * tracks the origin of what it does.
 */
export function writingTogether({ fragment, awareness, you, nameOf, hueOf, clock }: Together): Extensions {
  const caretOf = ({ person }: Named): HTMLElement => {
    const caret = document.createElement('span')
    const name = nameOf(person)
    // Read aloud it would stand in the middle of somebody's sentence.
    caret.ariaHidden = 'true'
    if (name === null) return caret
    caret.className = css.caret ?? ''
    caret.dataset.hue = String(hueOf(person))
    const label = document.createElement('span')
    label.className = css.caretName ?? ''
    label.textContent = name
    caret.append('\u2060', label, '\u2060')
    clock.after(nameFades, () => label.remove())
    return caret
  }
  const selected = ({ person }: Named) => ({ class: css.selected ?? '', 'data-hue': String(hueOf(person)) })
  return [
    Collaboration.configure({ fragment, provider: null }),
    CollaborationCaret.configure({
      provider: { awareness },
      user: { person: you, name: nameOf(you) ?? '', color: anyColour },
      render: user => caretOf(user as Named),
      selectionRender: user => selected(user as Named),
    }),
  ]
}
