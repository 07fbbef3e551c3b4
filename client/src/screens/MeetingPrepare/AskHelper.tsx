import type { MeetingPage } from '@polyphony/shared/wire/views'
import { useState } from 'react'
import { call } from '../../core/api.ts'
import { t } from '../../i18n/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { Field } from '../../ui/Field.tsx'
import { Form } from '../parts/Form.tsx'
import { useSend } from '../parts/useSend.ts'

interface AskHelperProps {
  readonly page: MeetingPage
  readonly onChanged: () => void
}

/** An interpreter or an advocate, for this one meeting. They see nothing of any other. */
export function AskHelper({ page, onChanged }: AskHelperProps) {
  const [open, setOpen] = useState(false)
  const [kind, setKind] = useState<'interpreter' | 'advocate'>('interpreter')
  const [name, setName] = useState('')
  const [words, setWords] = useState('')
  const sending = useSend({ name: t('meeting.helper.needed') })
  if (!open) {
    return (
      <div>
        <Button look="bare" onClick={() => setOpen(true)}>
          {t('meeting.helper.open')}
        </Button>
      </div>
    )
  }
  const ask = async (): Promise<void> => {
    if (sending.refuse({ name: name.trim() ? null : t('meeting.helper.needed') })) return
    const { network, meeting } = page
    const went = await sending.send(async () => {
      const { person } = await call('addPerson', { network, name, relation: words, kind })
      await call('inviteToMeeting', { meeting, person: person as MeetingPage['you']['person'] })
    })
    if (!went) return
    setOpen(false)
    setName('')
    onChanged()
  }
  return (
    <Form
      sending={sending}
      onSend={() => void ask()}
      go={t('meeting.helper.go')}
      beside={
        <Button look="bare" onClick={() => setOpen(false)}>
          {t('common.cancel')}
        </Button>
      }
    >
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
        error={sending.at('name')}
        autoComplete="off"
        maxLength={80}
        value={name}
        onChange={event => setName(event.target.value)}
      />
      <Field
        label={t(kind === 'interpreter' ? 'meeting.helper.language' : 'meeting.helper.forWhom')}
        optional
        autoComplete="off"
        maxLength={80}
        value={words}
        onChange={event => setWords(event.target.value)}
      />
    </Form>
  )
}
