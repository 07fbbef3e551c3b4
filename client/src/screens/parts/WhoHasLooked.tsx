import type { AccessLine } from '@polyphony/shared/wire/views'
import { call } from '../../core/api.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { network as words } from '../../i18n/en/network.ts'
import { sayDay, sayTime } from '../../i18n/time.ts'
import { Empty } from '../../ui/Waiting.tsx'
import { Answer } from './Answer.tsx'
import { Folded } from './Folded.tsx'
import { useAsk } from './useAsk.ts'
import css from './WhoHasLooked.module.css'

addWords({ network: words })

interface WhoHasLookedProps {
  readonly network: string
  /** Only what concerns this meeting. */
  readonly meeting?: string
}

/** Everyone of the network can read who of the team has read. Comes only when it is opened. */
export function WhoHasLooked({ network, meeting }: WhoHasLookedProps) {
  return (
    <Folded title={t('network.looked')} hint={t('network.lookedHint')}>
      <Lines network={network} meeting={meeting} />
    </Folded>
  )
}

function Lines({ network, meeting }: { readonly network: string; readonly meeting: string | undefined }) {
  const log = useAsk(() => call('accessLog', { network }), [network])
  return (
    <Answer to={log}>
      {all => {
        // A seal that was broken concerns every record here: its reason stands with each of them.
        const ours = ({ act, meeting: at }: AccessLine) => !meeting || at === meeting || act === 'broke-seal'
        const lines = all.filter(ours)
        if (lines.length === 0) return <Empty>{t('network.lookedNone')}</Empty>
        return (
          <ul className={css.lines}>
            {lines.map(line => (
              <li key={`${line.at}-${line.name}-${line.act}`}>
                <Said line={line} among={lines} />
              </li>
            ))}
          </ul>
        )
      }}
    </Answer>
  )
}

/** Why somebody reads as a duty stands with the breaking of the seal; elsewhere only when that is not in this list. */
function Said({ line, among }: { readonly line: AccessLine; readonly among: readonly AccessLine[] }) {
  const { at, name, role, act } = line
  const saidBefore = among.some(
    one => one.act === 'broke-seal' && one.name === name && one.why?.reason === line.why?.reason,
  )
  const why = act === 'broke-seal' || !saidBefore ? line.why : null
  return (
    <>
      <strong>{role ? `${name}, ${role},` : name}</strong> {t(`network.act.${act}`)}
      <span className={css.at}>
        {sayDay(at)}, {sayTime(at)}
      </span>
      {why && (
        <span className={css.why}>
          {t('network.why', { kind: t(`network.dutyKind.${why.kind}`), reason: why.reason })}
        </span>
      )}
    </>
  )
}
