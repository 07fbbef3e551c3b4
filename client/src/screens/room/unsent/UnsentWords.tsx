import { plain } from '@polyphony/shared/domain/record'
import { useState } from 'react'
import { draftsOf } from '../../../core/drafts.ts'
import { t } from '../../../i18n/i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { useRoom } from '../inRoom.ts'
import type { Unsent } from './useUnsent.ts'

/** What would be gone, why it is not saved, and a way to take it along. Nothing, when nothing would be. */
export function UnsentWords({ of }: { readonly of: Unsent }) {
  const { meeting, notebook } = useRoom()
  const [drafts] = useState(() => Object.values(draftsOf(meeting)))
  const [copied, setCopied] = useState(false)
  if (of === null && drafts.length === 0) return null
  const copy = (): void => {
    const { refused } = notebook.state.getState()
    const words = [...notebook.unsentWords(), ...(refused?.words ?? [])].map(plain)
    navigator.clipboard.writeText([...words, ...drafts].join('\n\n')).then(
      () => setCopied(true),
      () => undefined,
    )
  }
  return (
    <div>
      {of === 'waiting' && <p>{t('unsent.wait')}</p>}
      {of === 'refused' && <p>{t('unsent.refused')}</p>}
      {drafts.length > 0 && <p>{t('unsent.drafts')}</p>}
      <p>{t('unsent.gone')}</p>
      <Button look="bare" onClick={copy}>
        {t(copied ? 'common.copied' : 'unsent.copy')}
      </Button>
    </div>
  )
}
