import { Link, useParams } from 'wouter'
import { call } from '../../core/api.ts'
import { duty } from '../../i18n/en/duty.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { PageFrame } from '../../ui/PageFrame.tsx'
import { Answer } from '../parts/Answer.tsx'
import { useAsk } from '../parts/useAsk.ts'
import { Additions } from '../Record/Additions.tsx'
import { sayWhenItWas } from '../Record/sayWhenItWas.ts'
import { Sealed } from '../Record/Sealed.tsx'
import { Hour } from './Hour.tsx'

addWords({ duty })

/** The record as everyone who was there reads it, and what they added later. No copy, no paper, no word of one's own. */
export function DutyRecord() {
  const { reading = '', meeting = '' } = useParams()
  const asked = useAsk(() => call('dutyRecord', { reading, meeting }), [reading, meeting])
  const title = asked.is === 'here' ? t('duty.records', { name: asked.value.centre }) : t('duty.title')
  const lead = asked.is === 'here' && <p className="not-on-paper">{sayWhenItWas(asked.value.page)}</p>
  return (
    <PageFrame title={title} above={<Link href={`/duty/${reading}`}>{t('duty.back')}</Link>} lead={lead}>
      <Answer to={asked}>
        {(value, again) => (
          <Hour of={value}>
            <Sealed page={value.page} onChanged={again} outside />
            <Additions page={value.page} onChanged={again} />
          </Hour>
        )}
      </Answer>
    </PageFrame>
  )
}
