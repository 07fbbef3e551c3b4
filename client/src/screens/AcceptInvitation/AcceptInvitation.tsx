import { useState } from 'react'
import { useLocation } from 'wouter'
import { call } from '../../core/api.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { staff } from '../../i18n/en/staff.ts'
import { Field } from '../../ui/Field.tsx'
import { PageFrame } from '../../ui/PageFrame.tsx'
import { Answer } from '../parts/Answer.tsx'
import { CutShort } from '../parts/CutShort.tsx'
import { Form } from '../parts/Form.tsx'
import { refusedField, Secret, wrong } from '../parts/Secret.tsx'
import { tokenIn } from '../parts/token.ts'
import { useAsk } from '../parts/useAsk.ts'
import { useSend } from '../parts/useSend.ts'

addWords({ staff })

export function AcceptInvitation() {
  const [token] = useState(() => tokenIn(location.hash))
  return token ? <Invited token={token} /> : <CutShort />
}

interface Invitation {
  readonly name: string
  readonly email: string
  readonly profession: string
}

function Invited({ token }: { readonly token: string }) {
  const invitation = useAsk(() => call('staffInvitation', { token }), [token])
  const as = invitation.is === 'here' ? invitation.value.profession : null
  const lead = as && <p>{t('staff.accept.lead', { profession: as })}</p>
  return (
    <PageFrame title={t('staff.accept.title')} lead={lead}>
      <Answer to={invitation}>{value => <Accept token={token} invitation={value} />}</Answer>
    </PageFrame>
  )
}

function Accept({ token, invitation }: { readonly token: string; readonly invitation: Invitation }) {
  const [name, setName] = useState(invitation.name)
  const [password, setPassword] = useState('')
  const [, go] = useLocation()
  const sending = useSend(refusedField())

  async function accept() {
    if (sending.refuse({ name: wrong.name(name), password: wrong.password(password) })) return
    if (await sending.send(() => call('acceptStaffInvitation', { token, name, password }))) {
      go('/networks', { replace: true })
    }
  }

  return (
    <Form sending={sending} onSend={() => void accept()} go={t('staff.accept.go')}>
      <p>{t('staff.accept.email', { email: invitation.email })}</p>
      {/* Lets a password manager keep the two together. */}
      <input type="hidden" name="username" autoComplete="username" value={invitation.email} />
      <Field
        label={t('staff.field.name')}
        hint={t('staff.field.nameHint')}
        error={sending.at('name')}
        name="name"
        autoComplete="given-name"
        maxLength={80}
        value={name}
        onChange={event => setName(event.target.value)}
      />
      <Secret fresh value={password} onChange={setPassword} error={sending.at('password')} />
    </Form>
  )
}
