import type { MeetingPage } from '@polyphony/shared/wire/views'
import { useRef, useState } from 'react'
import { call } from '../../core/api.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { meeting as words } from '../../i18n/en/meeting.ts'
import { Choice } from '../../ui/Choice.tsx'
import { Field } from '../../ui/Field.tsx'
import { announce } from '../../ui/Notice.tsx'
import { Form } from '../parts/Form.tsx'
import { useSend } from '../parts/useSend.ts'
import css from './MeetingPrepare.module.css'

addWords({ meeting: words })

interface AskHelperProps {
  readonly page: MeetingPage
  readonly onChanged: () => void
}
const nobody = { name: '', words: '' }

/** An interpreter or an advocate, for this one meeting. They see nothing of any other. */
export function AskHelper({ page, onChanged }: AskHelperProps) {
  const box = useRef<HTMLDetailsElement>(null)
  const [kind, setKind] = useState<'interpreter' | 'advocate'>('interpreter')
  const [given, setGiven] = useState(nobody)
  const sending = useSend({ name: t('meeting.helper.needed') })

  async function ask() {
    const name = given.name.trim()
    if (sending.refuse({ name: name ? null : t('meeting.helper.needed') })) return
    const { network, meeting } = page
    const went = await sending.send(async () => {
      const { person } = await call('addPerson', { network, name, relation: given.words, kind })
      await call('inviteToMeeting', { meeting, person: person as MeetingPage['you']['person'] })
    })
    if (!went) return
    announce(t('meeting.helper.asked', { name }))
    setGiven(nobody)
    // What had the focus is folded away: it goes to what opens it again.
    box.current?.querySelector('summary')?.focus()
    if (box.current) box.current.open = false
    onChanged()
  }

  return (
    <details className={css.change} ref={box}>
      <summary>{t('meeting.helper.open')}</summary>
      <Form sending={sending} onSend={() => void ask()} go={t('meeting.helper.go')}>
        <Choice
          legend={t('meeting.helper.kind')}
          hint={t('meeting.helper.hint')}
          value={kind}
          row
          onChange={setKind}
          options={[
            { value: 'interpreter', label: t('meeting.helper.interpreter') },
            { value: 'advocate', label: t('meeting.helper.advocate') },
          ]}
        />
        <Field
          label={t('meeting.helper.name')}
          hint={t('meeting.helper.nameHint')}
          error={sending.at('name')}
          autoComplete="off"
          maxLength={80}
          value={given.name}
          onChange={event => setGiven({ ...given, name: event.target.value })}
        />
        <Field
          label={t(kind === 'interpreter' ? 'meeting.helper.language' : 'meeting.helper.forWhom')}
          optional
          autoComplete="off"
          maxLength={80}
          value={given.words}
          onChange={event => setGiven({ ...given, words: event.target.value })}
        />
      </Form>
    </details>
  )
}
