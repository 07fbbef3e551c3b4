import type { NetworkPage } from '@polyphony/shared/wire/views'
import { useState } from 'react'
import { call } from '../../core/api.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { network } from '../../i18n/en/network.ts'
import { staff } from '../../i18n/en/staff.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, Select } from '../../ui/Field.tsx'
import { announce } from '../../ui/Notice.tsx'
import { Form } from '../parts/Form.tsx'
import { useAsk } from '../parts/useAsk.ts'
import { useSend } from '../parts/useSend.ts'

addWords({ network, staff })

const kinds = ['network', 'interpreter', 'advocate', 'guest', 'practitioner'] as const
type Kind = (typeof kinds)[number]

interface AddPersonProps {
  readonly page: NetworkPage
  readonly onDone: () => void
  readonly onCancel: () => void
}

export function AddPerson({ page, onDone, onCancel }: AddPersonProps) {
  const team = useAsk(() => call('staff'), [])
  const [kind, setKind] = useState<Kind | 'colleague'>('network')
  const [colleague, setColleague] = useState('')
  const [name, setName] = useState('')
  const [relation, setRelation] = useState('')
  const sending = useSend({ name: t('staff.field.needed') })
  const free = (team.is === 'here' ? team.value : []).filter(
    line => !page.members.some(member => member.person === line.person),
  )
  const chosen = free.find(line => line.person === colleague) ?? free[0]

  async function add() {
    if (kind === 'colleague') {
      if (!chosen) return
      if (!(await sending.send(() => call('addToTeam', { network: page.network, person: chosen.person })))) return
      announce(t('network.addPerson.added', { name: chosen.name }))
      onDone()
      return
    }
    if (sending.refuse({ name: name.trim() ? null : t('staff.field.needed') })) return
    if (!(await sending.send(() => call('addPerson', { network: page.network, name, relation, kind })))) return
    announce(t('network.addPerson.added', { name: name.trim() }))
    onDone()
  }

  return (
    <Form
      sending={sending}
      onSend={() => void add()}
      go={t('network.addPerson.go')}
      beside={
        <Button look="bare" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
      }
    >
      <Select
        label={t('network.addPerson.kind')}
        value={kind}
        onChange={value => setKind(value === 'colleague' ? value : (kinds.find(one => one === value) ?? 'network'))}
        options={[
          ...kinds.map(value => ({ value, label: t(`network.addPerson.${value}`) })),
          ...(free.length > 0 ? [{ value: 'colleague', label: t('network.addPerson.colleague') }] : []),
        ]}
      />
      {kind === 'colleague' ? (
        <Select
          label={t('network.addPerson.colleague')}
          value={chosen?.person ?? ''}
          onChange={setColleague}
          options={free.map(line => ({
            value: line.person,
            label: [line.name, line.profession].filter(Boolean).join(', '),
          }))}
        />
      ) : (
        <>
          <Field
            label={t('network.make.name')}
            error={sending.at('name')}
            autoComplete="off"
            maxLength={80}
            value={name}
            onChange={event => setName(event.target.value)}
          />
          <Field
            label={
              kind === 'network' || kind === 'guest' ? t('network.make.relation') : t('network.addPerson.profession')
            }
            hint={kind === 'network' ? t('network.make.relationHint') : undefined}
            optional={kind !== 'network'}
            autoComplete="off"
            maxLength={80}
            value={relation}
            onChange={event => setRelation(event.target.value)}
          />
        </>
      )}
    </Form>
  )
}
