/** Words that are not saved yet, and what may happen to them. */
export const unsent = {
  openPage: 'Keep this page open.',
  copyIsKept: 'They stay here even if this page closes.',
  quickly: '“Leave quickly” goes at once and erases them.',
  keep: 'Keep a copy on this device until I leave',
  keepHint:
    'If this page closes by accident, your unsaved words come back. Only you can open the copy. Leaving erases it.',
  keepFailed: 'This device cannot keep a copy now. Your words stay in this page.',
  title: 'Some of your words are not saved yet',
  wait: 'They are sent by themselves when the connection is back.',
  refused: 'They stand under “Some words could not be saved”. Copy them first.',
  drafts: 'You wrote something and did not add it yet.',
  gone: 'If you leave now, these words are gone.',
  stay: 'Stay here',
  copy: 'Copy my words',
  leave: 'Leave without them',
} as const
