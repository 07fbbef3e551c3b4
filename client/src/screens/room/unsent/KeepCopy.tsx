import { t } from '../../../i18n/i18n.ts'
import { Switch } from '../../../ui/Choice.tsx'
import { useNotebook, useRoom } from '../inRoom.ts'

/** Off until somebody turns it on: a family's tablet has many hands. */
export function KeepCopy() {
  const { notebook } = useRoom()
  const copy = useNotebook(now => now.copy)
  if (copy === 'cannot') return null
  return (
    <div>
      <Switch
        label={t('unsent.keep')}
        hint={t('unsent.keepHint')}
        checked={copy === 'on' || copy === 'opening'}
        onChange={is => notebook.keepCopy(is)}
      />
      {copy === 'failed' && <p role="status">{t('unsent.keepFailed')}</p>}
    </div>
  )
}
