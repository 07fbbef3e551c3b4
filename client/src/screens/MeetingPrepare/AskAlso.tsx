import type { PersonId } from '@polyphony/shared/domain/ids'
import type { MeetingPage } from '@polyphony/shared/wire/views'
import { useState } from 'react'
import { call } from '../../core/api.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { meeting } from '../../i18n/en/meeting.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Answer } from '../parts/Answer.tsx'
import { useAsk } from '../parts/useAsk.ts'
import { useSend } from '../parts/useSend.ts'
import css from './MeetingPrepare.module.css'

addWords({ meeting })

interface AskAlsoProps {
  readonly page: MeetingPage
  readonly onChanged: () => void
}

/** People of the network who were not asked to this meeting yet. */
export function AskAlso({ page, onChanged }: AskAlsoProps) {
  const [open, setOpen] = useState(false)
  return (
    <details className={css.change} onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{t('meeting.prepare.also')}</summary>
      {open && <Others page={page} onChanged={onChanged} />}
    </details>
  )
}

function Others({ page, onChanged }: AskAlsoProps) {
  const network = useAsk(() => call('network', { network: page.network }), [page.network])
  const sending = useSend()
  async function ask(person: PersonId) {
    if (await sending.send(() => call('inviteToMeeting', { meeting: page.meeting, person }))) onChanged()
  }
  return (
    <Answer to={network}>
      {value => {
        const others = value.members.filter(member => !page.people.some(person => person.id === member.person))
        return (
          <div className={css.also}>
            {others.length === 0 && <p className={css.aside}>{t('meeting.prepare.everyoneAsked')}</p>}
            {others.map(member => (
              <Button key={member.person} busy={sending.busy} onClick={() => void ask(member.person)}>
                {t('meeting.prepare.alsoGo', { name: member.name })}
              </Button>
            ))}
            {sending.trouble && <Notice tone="care">{sending.trouble}</Notice>}
          </div>
        )
      }}
    </Answer>
  )
}
