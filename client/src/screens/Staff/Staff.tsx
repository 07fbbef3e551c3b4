import type { StaffLine } from '@polyphony/shared/wire/views'
import { useState } from 'react'
import { call } from '../../core/api.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { staff } from '../../i18n/en/staff.ts'
import { Button, LinkButton } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Face } from '../../ui/Face.tsx'
import { announce, Notice } from '../../ui/Notice.tsx'
import { PageFrame } from '../../ui/PageFrame.tsx'
import { joined } from '../parts/joined.ts'
import { Answer } from '../parts/Answer.tsx'
import people from '../parts/People.module.css'
import { TeamNav } from '../parts/TeamNav.tsx'
import { useAsk } from '../parts/useAsk.ts'
import { useSend } from '../parts/useSend.ts'
import { HelpNumbers } from './HelpNumbers.tsx'
import { InviteStaff } from './InviteStaff.tsx'
import { MediaCheck } from './MediaCheck.tsx'
import { OwnWork } from './OwnWork.tsx'

addWords({ staff })

export function Staff() {
  const everyone = useAsk(() => Promise.all([call('staff'), call('me')]), [])
  const [ending, setEnding] = useState<StaffLine | null>(null)
  return (
    <PageFrame title={t('staff.list.title')} above={<TeamNav />} lead={<p>{t('staff.list.lead')}</p>}>
      <Answer to={everyone}>
        {([lines, { who }], again) => (
          <>
            <ul className={people.people}>
              {lines.map(line => (
                <li key={line.person} className={people.person}>
                  <Face id={line.person} name={line.name} />
                  <div className={people.said}>
                    <p className={people.name}>
                      {line.name}
                      {line.person === who?.person && <span className={people.aside}> ({t('staff.list.you')})</span>}
                    </p>
                    <p className={people.aside}>
                      {joined([line.profession, line.administrator && t('staff.list.looksAfter'), line.email])}
                    </p>
                  </div>
                  {who?.staff?.administrator && (
                    <Button
                      look="bare"
                      aria-label={`${t('staff.list.end')}: ${line.name}`}
                      onClick={() => setEnding(line)}
                    >
                      {t('staff.list.end')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
            {who?.staff && <OwnWork profession={who.staff.profession} onKept={again} />}
            {who?.staff?.administrator && <InviteStaff onMade={again} />}
            {who?.staff?.administrator && <MediaCheck />}
            {who?.staff?.administrator && <HelpNumbers />}
            <Card title={t('staff.duty.title')}>
              <p>{t('staff.duty.lead')}</p>
              <div>
                <LinkButton to="/duty">{t('staff.duty.go')}</LinkButton>
              </div>
            </Card>
          </>
        )}
      </Answer>
      {ending && <EndSignIns of={ending} onClose={() => setEnding(null)} />}
    </PageFrame>
  )
}

function EndSignIns({ of, onClose }: { readonly of: StaffLine; readonly onClose: () => void }) {
  const sending = useSend()
  async function end() {
    if (!(await sending.send(() => call('endStaffSessions', { person: of.person })))) return
    announce(t('staff.list.ended', { name: of.name }))
    onClose()
  }
  return (
    <Dialog open title={t('staff.list.endTitle', { name: of.name })} onClose={onClose}>
      <p>{t('staff.list.endWhat', { name: of.name })}</p>
      {sending.trouble && (
        <Notice tone="care" aloud={sending.trouble}>
          {sending.trouble}
        </Notice>
      )}
      <div>
        <Button look="primary" busy={sending.busy} onClick={() => void end()}>
          {t('staff.list.endGo')}
        </Button>
      </div>
    </Dialog>
  )
}
