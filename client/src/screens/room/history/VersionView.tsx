import type { ChangedBlock, ChangedRun, Checkpoint, Checkpoints } from '@polyphony/shared/wire/history'
import { useEffect, useRef, useState } from 'react'
import { call } from '../../../core/api.ts'
import { t } from '../../../i18n/i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { Choice } from '../../../ui/Choice.tsx'
import { Select } from '../../../ui/Field.tsx'
import { hueOf } from '../../../ui/initials.ts'
import { Empty } from '../../../ui/Waiting.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { useAsk } from '../../parts/useAsk.ts'
import { Words } from '../../parts/Words.tsx'
import { BringBack } from './BringBack.tsx'
import css from './History.module.css'
import { Lines } from './Lines.tsx'
import { namesIn, placesOf, sayCheckpoint } from './told.ts'
import type { Names } from './told.ts'
import type { Bringing } from './BringBack.tsx'

interface VersionProps {
  readonly meeting: string
  readonly here: Checkpoint
  readonly all: Checkpoints
  readonly bringing: Bringing | null
  readonly onBack: () => void
}

/** One earlier version: what has changed between it and another, or the words as they were. */
export function VersionView({ meeting, here, all, bringing, onBack }: VersionProps) {
  const names = namesIn(all.people)
  const title = useRef<HTMLHeadingElement>(null)
  const [show, setShow] = useState<'changed' | 'words'>('changed')
  const [other, setOther] = useState('now')
  useEffect(() => title.current?.focus(), [])
  const others = all.list.filter(one => one.seq !== here.seq)
  return (
    <>
      <Button look="bare" onClick={onBack}>
        {t('history.checkpoints.all')}
      </Button>
      <h3 className={css.chosen} ref={title} tabIndex={-1}>
        {sayCheckpoint(here, names)}
      </h3>
      <Choice
        legend={t('history.ways')}
        value={show}
        onChange={setShow}
        row
        options={[
          { value: 'changed', label: t('history.version.changed') },
          { value: 'words', label: t('history.version.words') },
        ]}
      />
      {show === 'words' ? (
        <AsItWas meeting={meeting} seq={here.seq} />
      ) : (
        <>
          <Select
            label={t('history.version.compare')}
            value={other}
            onChange={setOther}
            options={[
              { value: 'now', label: t(bringing ? 'history.checkpoints.now' : 'history.checkpoints.end') },
              ...others.map(one => ({ value: String(one.seq), label: sayCheckpoint(one, names) })),
            ].filter((one, i, list) => list.findIndex(({ value }) => value === one.value) === i)}
          />
          <Changed
            meeting={meeting}
            from={here.seq}
            to={other === 'now' ? (all.now?.seq ?? here.seq) : Number(other)}
            bringing={other === 'now' ? bringing : null}
          />
        </>
      )}
    </>
  )
}

function AsItWas({ meeting, seq }: { readonly meeting: string; readonly seq: number }) {
  const asked = useAsk(() => call('version', { meeting, seq: String(seq) }), [meeting, seq])
  return (
    <Answer to={asked}>
      {told => {
        const places = placesOf(told).filter(({ words }) => words.some(block => block.runs.length > 0))
        if (places.length === 0) return <Empty>{t('history.nothing')}</Empty>
        return places.map(({ where, title, words }) => (
          <section key={where} className={css.place} aria-label={title}>
            <h3>{title}</h3>
            <Words of={words} />
          </section>
        ))
      }}
    </Answer>
  )
}

interface ChangedProps {
  readonly meeting: string
  readonly from: number
  readonly to: number
  readonly bringing: Bringing | null
}

function Changed({ meeting, from, to, bringing }: ChangedProps) {
  const asked = useAsk(() => call('difference', { meeting, seq: String(to), from: String(from) }), [meeting, from, to])
  return (
    <Answer to={asked}>
      {told => {
        const names = namesIn(told.people)
        const places = placesOf(told).filter(({ words }) => words.some(isChanged))
        if (places.length === 0) return <Empty>{t('history.version.same')}</Empty>
        return (
          <>
            <p className={css.hint}>{t('history.version.legend')}</p>
            {places.map(({ where, title, words }) => (
              <section key={where} className={css.place} aria-label={title}>
                <h3>{title}</h3>
                <Lines of={words} run={(run, key) => <Change key={key} run={run} names={names} />} />
                {bringing && wasThere(words) && <BringBack where={where} seq={from} bringing={bringing} />}
              </section>
            ))}
          </>
        )
      }}
    </Answer>
  )
}

/** Where nothing stood before there is nothing to bring back: it would only take away. */
const wasThere = (words: readonly ChangedBlock[]) =>
  words.some(({ runs }) => runs.some(run => run.is !== 'added' && run.text.trim() !== ''))

const isChanged = ({ runs }: ChangedBlock) => runs.some(run => run.is !== 'same' && run.text.trim() !== '')

/** Came or went: by its line, by the colour of the person, and in words. */
function Change({ run, names }: { readonly run: ChangedRun; readonly names: Names }) {
  if (run.is === 'same' || run.text.trim() === '') return run.is === 'removed' ? null : <span>{run.text}</span>
  const person = run.by?.person ?? null
  const hue = person === null ? undefined : hueOf(person)
  const said = <span className={css.name}>{t(`history.version.${run.is}`, { name: names.of(person) })}</span>
  return run.is === 'added' ? (
    <ins className={css.mark} data-hue={hue}>
      {said}
      {run.text}
    </ins>
  ) : (
    <del className={css.mark} data-hue={hue}>
      {said}
      {run.text}
    </del>
  )
}
