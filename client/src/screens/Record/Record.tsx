import type { RecordAnswer } from '@polyphony/shared/wire/views'
import { Link, useParams } from 'wouter'
import { addWords, t } from '../../i18n/i18n.ts'
import { network } from '../../i18n/en/network.ts'
import { record as words } from '../../i18n/en/record.ts'
import { PageFrame } from '../../ui/PageFrame.tsx'
import { Answer } from '../parts/Answer.tsx'
import { BrokenSeals } from '../parts/BrokenSeals.tsx'
import { useAsk } from '../parts/useAsk.ts'
import { WhoHasLooked } from '../parts/WhoHasLooked.tsx'
import { Additions } from './Additions.tsx'
import { Copies } from './Copies.tsx'
import { Past } from './Past.tsx'
import { Sealed } from './Sealed.tsx'
import { sealedRecord } from './sealedRecord.ts'
import css from './Record.module.css'
import { sayWhenItWas } from './sayWhenItWas.ts'
import { useLooks } from './useLooks.ts'
import { Ways } from './Ways.tsx'

addWords({ record: words, network })

/**
 * The record: one page, the same for everyone who was there. Also shown under the address of the meeting once it has
 * ended (C4).
 */
export function Record() {
  const { meeting = '' } = useParams()
  const asked = useAsk(() => sealedRecord(meeting), [meeting])
  const page = asked.is === 'here' ? asked.value : null
  return (
    <PageFrame
      title={t('record.title')}
      above={
        page && (
          <Link className="not-on-paper" href={`/networks/${page.record.network}`}>
            {t('network.title', { name: page.record.centre })}
          </Link>
        )
      }
      lead={
        page && (
          <>
            <p className={css.when}>{sayWhenItWas(page)}</p>
            <p>{t('record.lead')}</p>
          </>
        )
      }
    >
      <Answer to={asked}>{(value, again) => <Whole page={value} onChanged={again} />}</Answer>
    </PageFrame>
  )
}

function Whole({ page, onChanged }: { readonly page: RecordAnswer; readonly onChanged: () => void }) {
  const { record } = page
  const [looks, setLooks] = useLooks()
  return (
    <div className={css.record}>
      {page.brokenSeals.length > 0 && (
        <div className="not-on-paper">
          <BrokenSeals told={page.brokenSeals} />
        </div>
      )}
      <Ways looks={looks} onLooks={setLooks} />
      {/* Below it, what came later and what is each reader's own. */}
      <Sealed page={page} onChanged={onChanged} />
      {!looks.easy && <Past meeting={record.meeting} />}
      <Additions page={page} onChanged={onChanged} />
      <Copies page={page} />
      {/* Easy reading puts away what is folded around the words, and none of the words. */}
      {!looks.easy && <WhoHasLooked network={record.network} meeting={record.meeting} />}
    </div>
  )
}
