import type { MeetingPage } from '@polyphony/shared/wire/views'
import { useState } from 'react'
import { useStore } from 'zustand'
import { call } from '../../core/api.ts'
import { t } from '../../i18n/i18n.ts'
import type { Own } from '../../media/own.ts'
import { Card } from '../../ui/Card.tsx'
import { Switch } from '../../ui/Choice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useSend } from '../parts/useSend.ts'

/** Needed by few, and by those before they come in: an address that was told once is told for ever. */
export function MoreChoices({ page, own }: { readonly page: MeetingPage; readonly own: Own }) {
  const saves = useStore(own.state, state => state.saves)
  return (
    <Card title={t('arrive.choices.title')}>
      {page.you.hides !== null && <Hide page={page} hides={page.you.hides} />}
      <Switch
        label={t('media.controls.lessData')}
        hint={t('media.controls.lessDataHint')}
        checked={saves}
        onChange={own.setDataSaver}
      />
    </Card>
  )
}

interface HideProps {
  readonly page: MeetingPage
  readonly hides: NonNullable<MeetingPage['you']['hides']>
}

/** On once the server has kept it, and not before: it is the server that holds it. */
function Hide({ page, hides }: HideProps) {
  const [on, setOn] = useState(hides !== 'no')
  const sending = useSend()
  const choose = async (hide: boolean): Promise<void> => {
    if (await sending.send(() => call('hideMyPlace', { meeting: page.meeting, hide }))) setOn(hide)
  }
  return (
    <>
      {hides === 'cannot' && on && <Notice tone="care">{t('arrive.choices.cannotHide')}</Notice>}
      {(hides !== 'cannot' || on) && (
        <Switch
          label={t('arrive.choices.hide')}
          hint={t('arrive.choices.hideHint')}
          checked={on}
          onChange={hide => void choose(hide)}
        />
      )}
      {sending.trouble && (
        <Notice tone="care" aloud={sending.trouble}>
          {sending.trouble}
        </Notice>
      )}
    </>
  )
}
