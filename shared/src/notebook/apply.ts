import * as Y from 'yjs'

/**
 * Applies updates and nothing else. Yjs tidies formatting after it heard from others: on a server that would be a change
 * that nobody made, that stands in no log, and that no screen hears of. It does not do so after a change of one's own.
 */
export function applyPlainly(doc: Y.Doc, updates: readonly Uint8Array[]): void {
  doc.transact(transaction => {
    for (const update of updates) Y.applyUpdate(doc, update)
    transaction.local = true
  }, 'log')
}
