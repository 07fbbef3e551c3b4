import { useState } from 'react'
import { useLocation } from 'wouter'
import { call } from '../../core/api.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { staff } from '../../i18n/en/staff.ts'
import { Field } from '../../ui/Field.tsx'
import { announce } from '../../ui/Notice.tsx'
import { PageFrame } from '../../ui/PageFrame.tsx'
import { CutShort } from '../parts/CutShort.tsx'
import { Form } from '../parts/Form.tsx'
import { refusedField, Secret, wrong } from '../parts/Secret.tsx'
import { tokenIn } from '../parts/token.ts'
import { useSend } from '../parts/useSend.ts'

addWords({ staff })

/** The first start prints a link to this page. There is no default account. */
export function SetUp() {
  const [token] = useState(() => tokenIn(location.hash))
  const [given, setGiven] = useState({ name: '', profession: '', email: '', password: '' })
  const [, go] = useLocation()
  const sending = useSend(refusedField())
  if (!token) return <CutShort />

  async function setUp(token: string) {
    const { name, email, password } = given
    const profession = given.profession.trim()
    if (sending.refuse({ name: wrong.name(name), email: wrong.email(email), password: wrong.password(password) }))
      return
    if (
      !(await sending.send(() =>
        call('setUp', { token, name, email: email.trim(), password, ...(profession !== '' && { profession }) }),
      ))
    )
      return
    announce(t('staff.setUp.done'))
    go('/staff', { replace: true })
  }

  return (
    <PageFrame title={t('staff.setUp.title')} lead={<p>{t('staff.setUp.lead')}</p>}>
      <Form sending={sending} onSend={() => void setUp(token)} go={t('staff.setUp.go')}>
        <Field
          label={t('staff.field.name')}
          hint={t('staff.field.nameHint')}
          error={sending.at('name')}
          name="name"
          autoComplete="given-name"
          maxLength={80}
          value={given.name}
          onChange={event => setGiven({ ...given, name: event.target.value })}
        />
        <Field
          optional
          label={t('staff.setUp.profession')}
          hint={t('staff.invite.professionHint')}
          error={sending.at('profession')}
          autoComplete="organization-title"
          maxLength={80}
          value={given.profession}
          onChange={event => setGiven({ ...given, profession: event.target.value })}
        />
        <Field
          label={t('staff.field.email')}
          hint={t('staff.field.emailHint')}
          error={sending.at('email')}
          type="email"
          name="email"
          autoComplete="username"
          maxLength={254}
          value={given.email}
          onChange={event => setGiven({ ...given, email: event.target.value })}
        />
        <Secret
          fresh
          value={given.password}
          onChange={password => setGiven({ ...given, password })}
          error={sending.at('password')}
        />
      </Form>
    </PageFrame>
  )
}
