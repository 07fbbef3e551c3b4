import { useStore } from 'zustand'
import { t } from '../../i18n/i18n.ts'
import type { Own, OwnState } from '../../media/own.ts'
import { Select } from '../../ui/Field.tsx'
import css from './Check.module.css'

const names = {
  microphone: 'media.chooseMicrophone',
  camera: 'media.chooseCamera',
  speaker: 'media.chooseSpeaker',
} as const
const plain = { microphone: 'media.microphone', camera: 'media.camera', speaker: 'media.speaker' } as const
type Kind = keyof typeof names

interface KitsProps {
  readonly own: Own
  readonly kinds: readonly Kind[]
  /** What to open. */
  readonly label: string
}

/** Where there is more than one of a kind. The choice is kept on this device. */
export function Kits({ own, kinds, label }: KitsProps) {
  const state = useStore(own.state)
  const choices = kinds.map(kind => ({ kind, list: state.kits.filter(kit => kit.kind === kind) }))
  const real = choices.filter(({ list }) => list.length > 1)
  if (real.length === 0) return null
  return (
    <details className={css.kits}>
      <summary>{label}</summary>
      <div className={css.choices}>
        {real.map(({ kind, list }) => (
          <Select
            key={kind}
            label={t(names[kind])}
            value={using(own, state, kind) ?? list[0]?.id ?? ''}
            onChange={id => void own.choose(kind, id)}
            options={list.map(({ id, label: name }, i) => ({
              value: id,
              label: name || t('media.plain', { kind: t(plain[kind]), number: i + 1 }),
            }))}
          />
        ))}
      </div>
    </details>
  )
}

/** What is in use now, which may not be what was wished for. */
function using(own: Own, state: OwnState, kind: Kind): string | undefined {
  const inUse = kind === 'speaker' ? undefined : own.track(kind)?.getSettings().deviceId
  return inUse ?? state.chosen[kind] ?? undefined
}
