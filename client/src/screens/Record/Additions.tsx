import type { Passage } from '@polyphony/shared/domain/record'
import type { RecordPage } from '@polyphony/shared/wire/views'
import { useState } from 'react'
import { call } from '../../core/api.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { record as words } from '../../i18n/en/record.ts'
import { staff } from '../../i18n/en/staff.ts'
import { sayDay, sayTime } from '../../i18n/time.ts'
import { TextArea } from '../../ui/Field.tsx'
import { announce } from '../../ui/Notice.tsx'
import { Words } from '../parts/Words.tsx'
import { Form } from '../parts/Form.tsx'
import { useSend } from '../parts/useSend.ts'
import { Aside, Entries, Entry, Section } from './Section.tsx'

addWords({ record: words, staff })

/** Typed in a plain box: each line is a line. */
const asTyped = (text: string): Passage =>
  text.split('\n').map(line => ({ is: 'paragraph', depth: 0, runs: [{ text: line }] }))

/** Said later: dated, signed, under the record. It changes nothing above it (C5). */
export function Additions({ page, onChanged }: { readonly page: RecordPage; readonly onChanged: () => void }) {
  const { record, additions, you } = page
  const wasThere = record.people.some(person => person.id === you && person.here)
  return (
    <Section title={t('record.additions')} hint={t('record.additionsHint')}>
      <Entries>
        {additions.map(addition => (
          <Entry key={addition.id} kind="plain">
            <Words of={asTyped(addition.words)} />
            <Aside>
              {addition.name}, {sayDay(addition.at)}, {sayTime(addition.at)}
            </Aside>
          </Entry>
        ))}
      </Entries>
      {wasThere && <Add meeting={record.meeting} onAdded={onChanged} />}
    </Section>
  )
}

function Add({ meeting, onAdded }: { readonly meeting: string; readonly onAdded: () => void }) {
  const [said, setSaid] = useState('')
  const sending = useSend()
  async function add() {
    if (sending.refuse({ words: said.trim() ? null : t('staff.field.needed') })) return
    if (!(await sending.send(() => call('addToRecord', { meeting, words: said })))) return
    announce(t('record.added'))
    setSaid('')
    onAdded()
  }
  return (
    <div className="not-on-paper">
      <Form sending={sending} onSend={() => void add()} go={t('record.addGo')}>
        <TextArea
          label={t('record.add')}
          hint={t('record.addHint')}
          error={sending.at('words')}
          rows={3}
          maxLength={4000}
          value={said}
          onChange={event => setSaid(event.target.value)}
        />
      </Form>
    </div>
  )
}
