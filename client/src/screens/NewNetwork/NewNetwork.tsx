import type { PersonId } from '@polyphony/shared/domain/ids'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { call } from '../../core/api.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { network } from '../../i18n/en/network.ts'
import { staff } from '../../i18n/en/staff.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Tick } from '../../ui/Choice.tsx'
import { Field } from '../../ui/Field.tsx'
import { PageFrame } from '../../ui/PageFrame.tsx'
import { Empty } from '../../ui/Waiting.tsx'
import { Answer } from '../parts/Answer.tsx'
import { Form } from '../parts/Form.tsx'
import { TeamNav } from '../parts/TeamNav.tsx'
import { useAsk } from '../parts/useAsk.ts'
import { useSend } from '../parts/useSend.ts'
import type { PersonRow } from './PeopleRows.tsx'
import { emptyRow, PeopleRows } from './PeopleRows.tsx'

addWords({ network, staff })

/** The person at the centre, their people in own words, the team. One calm page; everything can be added later too. */
export function NewNetwork() {
  const everyone = useAsk(() => Promise.all([call('staff'), call('me')]), [])
  const [centre, setCentre] = useState('')
  const [rows, setRows] = useState<readonly PersonRow[]>([emptyRow(0)])
  const [team, setTeam] = useState<ReadonlySet<PersonId>>(new Set())
  const [, go] = useLocation()
  const sending = useSend({ centre: t('staff.field.needed') })

  async function make() {
    const lost = rows.find(row => !row.name.trim() && row.relation.trim())
    const needed = t('staff.field.needed')
    if (sending.refuse({ centre: centre.trim() ? null : needed, [`row-${lost?.key}`]: lost ? needed : null })) return
    const people = rows.filter(row => row.name.trim()).map(({ name, relation }) => ({ name, relation }))
    await sending.send(async () => {
      const made = await call('createNetwork', { centre, people, team: [...team] })
      go(`/networks/${made.network}`, { replace: true })
    })
  }

  return (
    <PageFrame title={t('network.make.title')} above={<TeamNav />} lead={<p>{t('network.make.lead')}</p>}>
      <Form
        sending={sending}
        onSend={() => void make()}
        go={t('network.make.go')}
        beside={
          <LinkButton to="/networks" look="bare">
            {t('common.cancel')}
          </LinkButton>
        }
      >
        <Card title={t('network.make.centre')}>
          <Field
            label={t('network.make.centreName')}
            hint={t('network.make.centreHint')}
            error={sending.at('centre')}
            autoComplete="off"
            maxLength={80}
            value={centre}
            onChange={event => setCentre(event.target.value)}
          />
        </Card>
        <Card title={t('network.make.people')}>
          <p>{t('network.make.peopleHint')}</p>
          <PeopleRows rows={rows} onChange={setRows} errorAt={key => sending.at(`row-${key}`)} />
        </Card>
        <Card title={t('network.make.team')}>
          <p>{t('network.make.teamHint')}</p>
          <Answer to={everyone}>
            {([lines, { who }]) => {
              const others = lines.filter(line => line.person !== who?.person)
              if (others.length === 0) return <Empty>{t('network.make.teamAlone')}</Empty>
              return others.map(line => (
                <Tick
                  key={line.person}
                  label={line.name}
                  hint={line.profession || undefined}
                  checked={team.has(line.person)}
                  onChange={checked => {
                    const next = new Set(team)
                    if (checked) next.add(line.person)
                    else next.delete(line.person)
                    setTeam(next)
                  }}
                />
              ))
            }}
          </Answer>
        </Card>
      </Form>
    </PageFrame>
  )
}
