import type { MeetingRecord } from '@polyphony/shared/domain/record'
import type { StepTelling } from '@polyphony/shared/domain/step'
import { useRef, useState } from 'react'
import { call } from '../../core/api.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { record as words } from '../../i18n/en/record.ts'
import { Choice } from '../../ui/Choice.tsx'
import { TextArea } from '../../ui/Field.tsx'
import { announce } from '../../ui/Notice.tsx'
import { Form } from '../parts/Form.tsx'
import { useSend } from '../parts/useSend.ts'
import css from './Record.module.css'

addWords({ record: words })

export type StepEntry = MeetingRecord['steps'][number]

interface TellStepProps {
  readonly meeting: string
  readonly entry: StepEntry
  readonly onTold: () => void
}

/** How it goes, by the one who took it. "No longer right for me" is as easy as "done". */
export function TellStep({ meeting, entry, onTold }: TellStepProps) {
  const box = useRef<HTMLDetailsElement>(null)
  const [how, setHow] = useState<StepTelling | null>(null)
  const [said, setSaid] = useState('')
  const sending = useSend()

  async function tell() {
    if (!how) {
      sending.refuse({ how: t('record.howGoes') })
      return
    }
    if (!(await sending.send(() => call('tellStep', { meeting, step: entry.id, how, words: said })))) return
    announce(t('record.told'))
    setHow(null)
    setSaid('')
    if (box.current) box.current.open = false
    onTold()
  }

  return (
    <details className={`${css.tell} not-on-paper`} ref={box}>
      <summary>{t('record.howGoes')}</summary>
      <Form sending={sending} onSend={() => void tell()} go={t('record.tellGo')}>
        <Choice
          legend={t('record.howGoes')}
          value={how}
          onChange={setHow}
          error={sending.at('how')}
          options={(['done', 'under-way', 'not-right'] as const).map(value => ({
            value,
            label: t(`record.tell.${value}`),
          }))}
        />
        <TextArea
          label={t('record.tellWords')}
          hint={t('record.tellWordsHint')}
          optional
          rows={2}
          maxLength={1000}
          value={said}
          onChange={event => setSaid(event.target.value)}
        />
      </Form>
    </details>
  )
}
