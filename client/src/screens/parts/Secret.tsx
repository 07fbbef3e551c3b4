import { useState } from 'react'
import { addWords, t } from '../../i18n/i18n.ts'
import { staff } from '../../i18n/en/staff.ts'
import { Tick } from '../../ui/Choice.tsx'
import { Field } from '../../ui/Field.tsx'

addWords({ staff })

interface SecretProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly error: string | null
  /** A new password has a hint and a manager may suggest one. */
  readonly fresh?: boolean
}

/** A password. It can be shown: what one cannot see one types wrong, at night on a phone. */
export function Secret({ value, onChange, error, fresh = false }: SecretProps) {
  const [shown, setShown] = useState(false)
  return (
    <>
      <Field
        label={t('staff.field.password')}
        hint={fresh ? t('staff.field.passwordHint') : undefined}
        error={error}
        type={shown ? 'text' : 'password'}
        name="password"
        autoComplete={fresh ? 'new-password' : 'current-password'}
        autoCapitalize="none"
        spellCheck={false}
        maxLength={200}
        value={value}
        onChange={event => onChange(event.target.value)}
      />
      <Tick label={t('staff.field.showPassword')} checked={shown} onChange={setShown} />
    </>
  )
}

/** Fields of people who work here, wrong before anything is sent. null: all right. */
export const wrong = {
  name: (name: string) => (name.trim() ? null : t('staff.field.needed')),
  email: (email: string) => (/^\S+@\S+\.\S+$/.test(email.trim()) ? null : t('staff.field.emailWrong')),
  password: (password: string) => (password.length >= 12 ? null : t('staff.field.passwordShort')),
}

/** What a refusal of the server means for one field. */
export const refusedField = () => ({
  'password:not-understood': t('staff.field.passwordCommon'),
  'email:already-there': t('staff.field.emailTaken'),
  'email:not-understood': t('staff.field.emailWrong'),
  'name:not-understood': t('staff.field.needed'),
  'profession:not-understood': t('staff.field.needed'),
})
