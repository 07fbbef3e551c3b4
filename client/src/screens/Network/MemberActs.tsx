import type { Member, NetworkPage } from '@polyphony/shared/wire/views'
import { useState } from 'react'
import { call } from '../../core/api.ts'
import { t } from '../../i18n/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useSend } from '../parts/useSend.ts'
import css from './Network.module.css'

interface MemberActsProps {
  readonly page: NetworkPage
  readonly member: Member
  readonly onChanged: () => void
}

/** What may be done about one person: the team marks a child; the person at the centre ends a reading. */
export function MemberActs({ page, member, onChanged }: MemberActsProps) {
  const sending = useSend()
  const [sure, setSure] = useState(false)
  const { network } = page
  const { person, name, role, kind, child } = member
  const marks = page.you === 'practitioner' && kind === 'network'
  const ends = page.you === 'centre' && kind !== 'centre' && kind !== 'practitioner'
  const mark = async (): Promise<void> => {
    const change = { network, person, name, relation: role, child: !child }
    if (await sending.send(() => call('changePerson', change))) onChanged()
  }
  const end = async (): Promise<void> => {
    if (await sending.send(() => call('endAccess', { network, person }))) onChanged()
  }
  return (
    <>
      {marks && (
        <Button look="bare" onClick={() => void mark()} busy={sending.busy}>
          {t(child ? 'network.child.not' : 'network.child.mark', { name })}
        </Button>
      )}
      {ends && !sure && (
        <Button look="bare" onClick={() => setSure(true)}>
          {t('network.endReading.open', { name })}
        </Button>
      )}
      {ends && sure && (
        <>
          <p>{t('network.endReading.what', { name })}</p>
          <div className={css.ways}>
            <Button busy={sending.busy} onClick={() => void end()}>
              {t('network.endReading.go')}
            </Button>
            <Button look="bare" onClick={() => setSure(false)}>
              {t('common.cancel')}
            </Button>
          </div>
        </>
      )}
      {sending.trouble && <Notice tone="care">{sending.trouble}</Notice>}
    </>
  )
}
