import type { Where, WhoWrote, WrittenBlock, WrittenRun } from '@polyphony/shared/wire/history'
import { useId, useState } from 'react'
import { call } from '../../../core/api.ts'
import { t } from '../../../i18n/i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { Switch } from '../../../ui/Choice.tsx'
import { hueOf } from '../../../ui/initials.ts'
import { Empty } from '../../../ui/Waiting.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { useAsk } from '../../parts/useAsk.ts'
import css from './History.module.css'
import { Lines } from './Lines.tsx'
import { namesIn, placesOf, sayRuns } from './told.ts'
import type { Names } from './told.ts'

interface WhoWroteProps {
  readonly meeting: string
  /** Only these words, at first. */
  readonly at: Where | null
}

/** Tap some words and read who wrote them; or see all names at once, in the words. */
export function WhoWroteView({ meeting, at }: WhoWroteProps) {
  const asked = useAsk(() => call('whoWrote', { meeting }), [meeting])
  const [marks, setMarks] = useState(false)
  const [only, setOnly] = useState(at)
  return (
    <>
      {!marks && <p className={css.hint}>{t('history.writers.hint')}</p>}
      <Switch label={t('history.writers.marks')} checked={marks} onChange={setMarks} />
      <Answer to={asked}>
        {(told, again) => (
          <>
            <All told={told} marks={marks} only={only} />
            <div className={css.row}>
              {only !== null && <Button onClick={() => setOnly(null)}>{t('history.who')}</Button>}
              <Button look="bare" onClick={again}>
                {t('history.writers.all')}
              </Button>
            </div>
          </>
        )}
      </Answer>
    </>
  )
}

function All({ told, marks, only }: { readonly told: WhoWrote; readonly marks: boolean; readonly only: Where | null }) {
  const names = namesIn(told.people)
  const places = placesOf(told)
    .filter(({ where }) => only === null || where === only)
    .map(place => ({ ...place, words: place.words.filter(block => isShown(block, marks)) }))
    .filter(({ words }) => words.length > 0)
  if (places.length === 0) return <Empty>{t('history.nothing')}</Empty>
  return places.map(({ where, title, words }) => (
    <section key={where} className={css.place} aria-label={title}>
      <h3>{title}</h3>
      {marks ? (
        <Lines of={words} run={(run, key) => <Marked key={key} run={run} names={names} />} />
      ) : (
        words.map((block, i) => <Told key={i} block={block} names={names} opened={only !== null} />)
      )}
    </section>
  ))
}

const isShown = ({ runs }: WrittenBlock, marks: boolean) => runs.some(run => marks || !run.gone)

/** A passage that says, when it is tapped, whose it is. */
function Told({
  block,
  names,
  opened,
}: {
  readonly block: WrittenBlock
  readonly names: Names
  readonly opened: boolean
}) {
  const [open, setOpen] = useState(opened)
  const id = useId()
  const standing = block.runs.filter(run => !run.gone)
  return (
    <div className={css.told} data-is={block.is}>
      <button
        type="button"
        className={css.passage}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {standing.map(run => run.text).join('')}
      </button>
      <ul className={css.says} id={id} hidden={!open}>
        {sayRuns(block.runs, names).map(line => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  )
}

/** Words with the name of who wrote them, in their colour. */
function Marked({ run, names }: { readonly run: WrittenRun; readonly names: Names }) {
  const by = names.of(run.by.person)
  const hue = run.by.person === null ? undefined : hueOf(run.by.person)
  if (run.text.trim() === '') return <span>{run.text}</span>
  if (run.gone) {
    return (
      <del className={css.mark} data-hue={hue}>
        <span className={css.name}>{t('history.writers.goneMark', { name: names.of(run.gone.person) })}</span>
        {run.text}
      </del>
    )
  }
  return (
    <span className={css.mark} data-hue={hue}>
      <span className={css.name}>{by}</span>
      {run.text}
    </span>
  )
}
