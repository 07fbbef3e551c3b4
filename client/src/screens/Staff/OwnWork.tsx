import { useState } from 'react'
import { call } from '../../core/api.ts'
import { staff } from '../../i18n/en/staff.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { Card } from '../../ui/Card.tsx'
import { Field } from '../../ui/Field.tsx'
import { announce } from '../../ui/Notice.tsx'
import { Folded } from '../parts/Folded.tsx'
import { Form } from '../parts/Form.tsx'
import { refusedField, wrong } from '../parts/Secret.tsx'
import { useSend } from '../parts/useSend.ts'

addWords({ staff })

interface OwnWorkProps {
  readonly profession: string
  readonly onKept: () => void
}

/** What one does, in one's own words. Whoever left it out when this place was set up writes it here. */
export function OwnWork({ profession, onKept }: OwnWorkProps) {
  const [given, setGiven] = useState(profession)
  const sending = useSend(refusedField())
  async function keep() {
    if (sending.refuse({ profession: wrong.name(given) })) return
    if (!(await sending.send(() => call('changeProfession', { profession: given })))) return
    announce(t('staff.own.kept'))
    onKept()
  }
  const form = (
    <Form sending={sending} onSend={() => void keep()} go={t('staff.own.go')}>
      <Field
        label={t('staff.own.field')}
        hint={t('staff.own.hint')}
        error={sending.at('profession')}
        autoComplete="organization-title"
        maxLength={80}
        value={given}
        onChange={event => setGiven(event.target.value)}
      />
    </Form>
  )
  if (profession !== '') {
    return (
      <Folded title={t('staff.own.change')} hint={t('staff.own.lead')} stays>
        {form}
      </Folded>
    )
  }
  return (
    <Card title={t('staff.own.title')}>
      <p>{t('staff.own.lead')}</p>
      <p>{t('staff.own.none')}</p>
      {form}
    </Card>
  )
}
