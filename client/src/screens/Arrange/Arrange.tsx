import type { PersonId } from '@polyphony/shared/domain/ids'
import { systemClock } from '@polyphony/shared/domain/time'
import type { NetworkPage } from '@polyphony/shared/wire/views'
import { useState } from 'react'
import { Link, useLocation, useParams } from 'wouter'
import { call } from '../../core/api.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { meeting } from '../../i18n/en/meeting.ts'
import { network } from '../../i18n/en/network.ts'
import { ownZone } from '../../i18n/time.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Tick } from '../../ui/Choice.tsx'
import { Face } from '../../ui/Face.tsx'
import { PageFrame } from '../../ui/PageFrame.tsx'
import { Answer } from '../parts/Answer.tsx'
import { Form } from '../parts/Form.tsx'
import { roleOf } from '../parts/role.ts'
import { useAsk } from '../parts/useAsk.ts'
import { useSend } from '../parts/useSend.ts'
import type { Wanted } from '../parts/WhenWhere.tsx'
import { momentOf, WhenWhere } from '../parts/WhenWhere.tsx'

addWords({ meeting, network })

export function Arrange() {
  const { network: id = '' } = useParams()
  const page = useAsk(() => call('network', { network: id }), [id])
  const name = page.is === 'here' ? page.value.centre : null
  return (
    <PageFrame
      title={t('meeting.arrange.title')}
      above={name && <Link href={`/networks/${id}`}>{t('network.title', { name })}</Link>}
    >
      <Answer to={page}>{value => <ArrangeForm page={value} />}</Answer>
    </PageFrame>
  )
}

function ArrangeForm({ page }: { readonly page: NetworkPage }) {
  const [wanted, setWanted] = useState<Wanted>({
    when: null,
    day: '',
    time: '',
    zone: ownZone(),
    place: 'online',
    placeWords: '',
  })
  const [coming, setComing] = useState<ReadonlySet<PersonId>>(new Set(page.members.map(member => member.person)))
  const [, go] = useLocation()
  const sending = useSend({ startsAt: t('meeting.arrange.needDay') })

  async function arrange() {
    if (sending.refuse({ startsAt: wanted.when ? null : t('meeting.arrange.needDay') })) return
    const moment = wanted.when === 'now' ? null : momentOf(wanted, systemClock.now())
    if (moment && 'wrong' in moment) {
      sending.refuse({ startsAt: moment.wrong })
      return
    }
    await sending.send(async () => {
      const made = await call('arrangeMeeting', {
        network: page.network,
        startsAt: moment ? moment.at : null,
        zone: wanted.zone,
        place: wanted.place,
        placeWords: wanted.place === 'online' ? '' : wanted.placeWords,
        people: [...coming],
      })
      go(`/meetings/${made.meeting}/prepare`, { replace: true })
    })
  }

  return (
    <Form
      sending={sending}
      onSend={() => void arrange()}
      go={t('meeting.arrange.go')}
      beside={
        <LinkButton look="bare" to={`/networks/${page.network}`}>
          {t('common.cancel')}
        </LinkButton>
      }
    >
      <WhenWhere wanted={wanted} onChange={setWanted} error={sending.at('startsAt')} offerNow />
      <Card title={t('meeting.arrange.who')}>
        <p>{t('meeting.arrange.whoHint', { name: page.centre })}</p>
        {page.members
          .filter(member => member.kind !== 'centre')
          .map(member => (
            <Tick
              key={member.person}
              label={member.name}
              hint={roleOf(member) || undefined}
              before={<Face id={member.person} name={member.name} size="small" />}
              checked={coming.has(member.person)}
              onChange={checked => {
                const next = new Set(coming)
                if (checked) next.add(member.person)
                else next.delete(member.person)
                setComing(next)
              }}
            />
          ))}
      </Card>
    </Form>
  )
}
