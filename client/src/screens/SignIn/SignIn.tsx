import { useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { call } from '../../core/api.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { staff } from '../../i18n/en/staff.ts'
import { Field } from '../../ui/Field.tsx'
import { PageFrame } from '../../ui/PageFrame.tsx'
import { Form } from '../parts/Form.tsx'
import { refusedField, Secret, wrong } from '../parts/Secret.tsx'
import { useSend } from '../parts/useSend.ts'
import { wayBack } from './wayBack.ts'

addWords({ staff })

export function SignIn() {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [, go] = useLocation()
  const [search] = useSearchParams()
  const sending = useSend(refusedField())

  async function signIn() {
    const missing = password ? null : t('staff.field.needed')
    if (sending.refuse({ email: wrong.email(email), password: missing })) return
    if (await sending.send(() => call('signIn', { email: email.trim(), password }))) {
      go(wayBack(search.get('to')), { replace: true })
    }
  }

  return (
    <PageFrame title={t('staff.signIn.title')} lead={<p>{t('staff.signIn.lead')}</p>}>
      <Form sending={sending} onSend={() => void signIn()} go={t('staff.signIn.go')}>
        <Field
          label={t('staff.field.email')}
          error={sending.at('email')}
          type="email"
          name="email"
          autoComplete="username"
          maxLength={254}
          value={email}
          onChange={event => setEmail(event.target.value)}
        />
        <Secret value={password} onChange={setPassword} error={sending.at('password')} />
      </Form>
      <p>{t('staff.signIn.lost')}</p>
    </PageFrame>
  )
}
