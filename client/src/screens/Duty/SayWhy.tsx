import type { DutyKind } from '@polyphony/shared/domain/duty-reading'
import { dutyKinds, namedIn, reasonLength } from '@polyphony/shared/domain/duty-reading'
import { useState } from 'react'
import { call } from '../../core/api.ts'
import { duty } from '../../i18n/en/duty.ts'
import { staff } from '../../i18n/en/staff.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { Choice } from '../../ui/Choice.tsx'
import { Field, TextArea } from '../../ui/Field.tsx'
import { Form } from '../parts/Form.tsx'
import { Secret } from '../parts/Secret.tsx'
import { useSend } from '../parts/useSend.ts'

addWords({ duty, staff })

const nothing = { address: '', reason: '', password: '' }

/** The reason is written for the people it is about. Who asks proves at this moment who they are. */
export function SayWhy({ onOpen }: { readonly onOpen: (reading: string) => void }) {
  const [given, setGiven] = useState(nothing)
  const [kind, setKind] = useState<DutyKind | null>(null)
  const { address, reason, password } = given
  const sending = useSend({
    'address:not-understood': t('duty.addressWrong'),
    'address:seal-holds': t('duty.addressNothing'),
    'reason:reason-needed': t('duty.reasonShort'),
    'password:wrong-password': t('duty.passwordWrong'),
  })

  async function read() {
    const wrong = {
      address: namedIn(address) === null ? t('duty.addressWrong') : null,
      kind: kind === null ? t('duty.kindNeeded') : null,
      reason: reason.trim().length < reasonLength.least ? t('duty.reasonShort') : null,
      password: password ? null : t('staff.field.needed'),
    }
    if (sending.refuse(wrong) || kind === null) return
    await sending.send(async () => onOpen((await call('breakSeal', { address, kind, reason, password })).reading))
  }

  return (
    <Form sending={sending} onSend={() => void read()} go={t('duty.go')}>
      <Field
        label={t('duty.address')}
        hint={t('duty.addressHint')}
        error={sending.at('address')}
        inputMode="url"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={300}
        value={address}
        onChange={event => setGiven({ ...given, address: event.target.value })}
      />
      <Choice
        legend={t('duty.kind')}
        error={sending.at('kind')}
        value={kind}
        onChange={setKind}
        options={dutyKinds.map(value => ({ value, label: t(`duty.${value}`), hint: t(`duty.${value}Hint`) }))}
      />
      <TextArea
        label={t('duty.reason')}
        hint={t('duty.reasonHint')}
        error={sending.at('reason')}
        rows={4}
        maxLength={reasonLength.most}
        value={reason}
        onChange={event => setGiven({ ...given, reason: event.target.value })}
      />
      <p>{t('duty.passwordWhy')}</p>
      <Secret
        value={password}
        onChange={changed => setGiven({ ...given, password: changed })}
        error={sending.at('password')}
      />
    </Form>
  )
}
