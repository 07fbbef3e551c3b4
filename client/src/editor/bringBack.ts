import type { Passage } from '@polyphony/shared/domain/record'
import { putWords } from '@polyphony/shared/notebook/bringing'
import { ySyncPluginKey } from '@tiptap/y-tiptap'
import * as Y from 'yjs'

/**
 * Puts earlier words where they were: an edit of this person like any other, that goes over the same line and is held to
 * the same rules. An editor that stands on the words can undo it with its own keys. Returns how to undo it from elsewhere.
 */
export function bringBack(fragment: Y.XmlFragment, words: Passage): () => void {
  // The hand of an editor is known by this key; its undo follows it.
  const undo = new Y.UndoManager(fragment, { trackedOrigins: new Set([ySyncPluginKey]) })
  fragment.doc?.transact(() => putWords(fragment, words), ySyncPluginKey)
  // What is written from now on is not taken away with it.
  undo.stopCapturing()
  const [only] = undo.undoStack
  return () => {
    if (undo.undoStack.at(-1) !== only) undo.undoStack.splice(1)
    undo.undo()
    undo.destroy()
  }
}
