import { useState } from 'react'
import { call } from '../../core/api.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { staff } from '../../i18n/en/staff.ts'
import { sayWhen } from '../../i18n/time.ts'
import { ownZone } from '../../i18n/time.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Switch } from '../../ui/Choice.tsx'
import { Field } from '../../ui/Field.tsx'
import { announce } from '../../ui/Notice.tsx'
import { Form } from '../parts/Form.tsx'
import { LinkToGive } from '../parts/LinkToGive.tsx'
import { refusedField, wrong } from '../parts/Secret.tsx'
import { useSend } from '../parts/useSend.ts'

addWords({ staff })

const empty = { name: '', email: '', profession: '', administrator: false }
interface Made {
  readonly name: string
  readonly url: string
  readonly qr: string
  readonly expiresAt: number
}

export function InviteStaff({ onMade }: { readonly onMade: () => void }) {
  const [given, setGiven] = useState(empty)
  const [made, setMade] = useState<Made | null>(null)
  const sending = useSend(refusedField())

  async function invite() {
    const { name, email, profession } = given
    if (sending.refuse({ name: wrong.name(name), email: wrong.email(email), profession: wrong.name(profession) }))
      return
    await sending.send(async () => {
      const link = await call('inviteStaff', { ...given, email: email.trim() })
      setMade({ ...link, name: name.trim() })
      setGiven(empty)
      announce(t('staff.invite.made', { name: name.trim() }))
      onMade()
    })
  }

  if (made) {
    return (
      <Card title={t('staff.invite.made', { name: made.name })}>
        <p>{t('staff.invite.madeHint', { until: sayWhen(made.expiresAt, ownZone()) })}</p>
        <LinkToGive url={made.url} qr={made.qr} />
        <div>
          <Button look="bare" onClick={() => setMade(null)}>
            {t('staff.invite.another')}
          </Button>
        </div>
      </Card>
    )
  }
  return (
    <Card title={t('staff.invite.title')}>
      <p>{t('staff.invite.lead')}</p>
      <Form sending={sending} onSend={() => void invite()} go={t('staff.invite.go')}>
        <Field
          label={t('staff.invite.name')}
          hint={t('staff.invite.nameHint')}
          error={sending.at('name')}
          autoComplete="off"
          maxLength={80}
          value={given.name}
          onChange={event => setGiven({ ...given, name: event.target.value })}
        />
        <Field
          label={t('staff.invite.email')}
          hint={t('staff.invite.emailHint')}
          error={sending.at('email')}
          type="email"
          autoComplete="off"
          maxLength={254}
          value={given.email}
          onChange={event => setGiven({ ...given, email: event.target.value })}
        />
        <Field
          label={t('staff.invite.profession')}
          hint={t('staff.invite.professionHint')}
          error={sending.at('profession')}
          autoComplete="off"
          maxLength={80}
          value={given.profession}
          onChange={event => setGiven({ ...given, profession: event.target.value })}
        />
        <Switch
          label={t('staff.invite.administrator')}
          hint={t('staff.invite.administratorHint')}
          checked={given.administrator}
          onChange={administrator => setGiven({ ...given, administrator })}
        />
      </Form>
    </Card>
  )
}
