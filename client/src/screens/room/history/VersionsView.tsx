import type { Checkpoint, Checkpoints } from '@polyphony/shared/wire/history'
import { useState } from 'react'
import { call } from '../../../core/api.ts'
import { t } from '../../../i18n/i18n.ts'
import { Field } from '../../../ui/Field.tsx'
import { announce } from '../../../ui/Notice.tsx'
import { Empty } from '../../../ui/Waiting.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { Form } from '../../parts/Form.tsx'
import { useAsk } from '../../parts/useAsk.ts'
import { useSend } from '../../parts/useSend.ts'
import type { Bringing } from './BringBack.tsx'
import css from './History.module.css'
import { namesIn, sayCheckpoint } from './told.ts'
import { VersionView } from './VersionView.tsx'

interface VersionsProps {
  readonly meeting: string
  readonly bringing: Bringing | null
}

/** Moments to go back to, in words; the newest first. */
export function VersionsView({ meeting, bringing }: VersionsProps) {
  const asked = useAsk(() => call('checkpoints', { meeting }), [meeting])
  const [chosen, setChosen] = useState<number | null>(null)
  return (
    <Answer to={asked}>
      {(told, again) => {
        const here = chosen === null ? undefined : told.list[chosen]
        return here ? (
          <VersionView
            key={chosen}
            meeting={meeting}
            here={here}
            all={told}
            bringing={bringing}
            onBack={() => {
              setChosen(null)
              again()
            }}
          />
        ) : (
          <Moments told={told} meeting={meeting} bringing={bringing} onChoose={setChosen} onKept={again} />
        )
      }}
    </Answer>
  )
}

interface MomentsProps extends VersionsProps {
  readonly told: Checkpoints
  readonly onChoose: (place: number) => void
  readonly onKept: () => void
}

function Moments({ told, meeting, bringing, onChoose, onKept }: MomentsProps) {
  const names = namesIn(told.people)
  const newest = told.list.map((checkpoint, place) => ({ checkpoint, place })).toReversed()
  return (
    <>
      <p className={css.hint}>{t('history.checkpoints.hint')}</p>
      {newest.length === 0 && <Empty>{t('history.checkpoints.none')}</Empty>}
      <ul className={css.moments} aria-label={t('history.checkpoints.list')}>
        {newest.map(({ checkpoint, place }) => (
          <li key={keyOf(checkpoint)}>
            <button type="button" className={css.moment} data-why={checkpoint.why} onClick={() => onChoose(place)}>
              {sayCheckpoint(checkpoint, names)}
            </button>
          </li>
        ))}
      </ul>
      {bringing?.mayKeep && <NameMoment meeting={meeting} onKept={onKept} />}
    </>
  )
}

const keyOf = ({ seq, at, why, words }: Checkpoint): string => [seq, at, why, words].join(' ')

function NameMoment({ meeting, onKept }: { readonly meeting: string; readonly onKept: () => void }) {
  const [words, setWords] = useState('')
  const sending = useSend()
  async function keep() {
    if (sending.refuse({ words: words.trim() ? null : t('history.checkpoints.nameNeeded') })) return
    if (!(await sending.send(() => call('nameMoment', { meeting, words })))) return
    announce(t('history.checkpoints.isKept'))
    setWords('')
    onKept()
  }
  return (
    <Form sending={sending} onSend={() => void keep()} go={t('history.checkpoints.nameGo')}>
      <Field
        label={t('history.checkpoints.name')}
        hint={t('history.checkpoints.nameHint')}
        error={sending.at('words')}
        value={words}
        maxLength={120}
        autoComplete="off"
        onChange={event => setWords(event.target.value)}
      />
    </Form>
  )
}
