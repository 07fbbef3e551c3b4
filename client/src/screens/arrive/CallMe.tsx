import { useState } from 'react'
import { call } from '../../core/api.ts'
import { t } from '../../i18n/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Field } from '../../ui/Field.tsx'
import { Form } from '../parts/Form.tsx'
import { useSend } from '../parts/useSend.ts'
import css from './Check.module.css'

interface CallMeProps {
  readonly name: string
  readonly onName: (name: string) => void
  readonly child: boolean
}

/** Already filled. Changing it is nobody's duty. */
export function CallMe({ name, onName, child }: CallMeProps) {
  const [text, setText] = useState<string | null>(null)
  const sending = useSend()
  const save = async (): Promise<void> => {
    const wish = (text ?? '').trim()
    if (wish === '' || wish === name) return setText(null)
    const kept = await sending.send(() => call('callMe', { name: wish }))
    if (!kept) return
    onName(wish)
    setText(null)
  }
  return (
    <Card title={t('arrive.name.title')}>
      {text === null ? (
        <div className={css.acts}>
          <p>{t('arrive.name.is', { name })}</p>
          <Button look="bare" onClick={() => setText(name)}>
            {t('arrive.name.change')}
          </Button>
        </div>
      ) : (
        <Form sending={sending} onSend={() => void save()} go={t('arrive.name.save')}>
          <Field
            label={t(child ? 'arrive.child.name' : 'arrive.name.label')}
            hint={t('arrive.name.hint')}
            name="name"
            value={text}
            maxLength={80}
            autoComplete="given-name"
            onChange={event => setText(event.target.value)}
          />
        </Form>
      )}
    </Card>
  )
}
