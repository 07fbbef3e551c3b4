import type { RoomPerson } from '@polyphony/shared/domain/seat'
import type { LinkMade, LinkState, MeetingPage } from '@polyphony/shared/wire/views'
import { useState } from 'react'
import { call } from '../../core/api.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { meeting } from '../../i18n/en/meeting.ts'
import { ownZone, sayLately, sayWhen } from '../../i18n/time.ts'
import { Button } from '../../ui/Button.tsx'
import { Face } from '../../ui/Face.tsx'
import { announce, Notice } from '../../ui/Notice.tsx'
import { joined } from '../parts/joined.ts'
import { LinkToGive } from '../parts/LinkToGive.tsx'
import { roleOf } from '../parts/role.ts'
import { useSend } from '../parts/useSend.ts'
import css from './MeetingPrepare.module.css'

addWords({ meeting })

interface PersonLinkProps {
  readonly page: MeetingPage
  readonly person: RoomPerson
  readonly link: LinkState | null
  /** Has a sign-in of their own, and needs no link. */
  readonly signsIn: boolean
  readonly onChanged: () => void
}

/** One person and their way in. What ends a way in takes two taps, and says between them what will end. */
export function PersonLink({ page, person, link, signsIn, onChanged }: PersonLinkProps) {
  const [made, setMade] = useState<LinkMade | null>(null)
  const [asking, setAsking] = useState<'anew' | 'back' | null>(null)
  const sending = useSend()
  const { name } = person

  async function make() {
    await sending.send(async () => {
      setMade(await call('makeLink', { meeting: page.meeting, person: person.id }))
      setAsking(null)
      onChanged()
    })
  }
  async function takeBack() {
    if (!link) return
    if (!(await sending.send(() => call('revokeLink', { link: link.link })))) return
    setMade(null)
    setAsking(null)
    announce(t('meeting.prepare.takenBack', { name }))
    onChanged()
  }

  return (
    <li className={css.person}>
      <div className={css.line}>
        <Face id={person.id} name={name} />
        <div className={css.said}>
          <p className={css.name}>{name}</p>
          <p className={css.aside}>{joined([roleOf(person), sayState(link, { signsIn, now: page.now })])}</p>
        </div>
        {!asking && !signsIn && (
          <div className={css.ways}>
            <Button
              busy={sending.busy}
              aria-label={`${t(link ? 'meeting.prepare.makeAnew' : 'meeting.prepare.make')}: ${name}`}
              onClick={() => (link ? setAsking('anew') : void make())}
            >
              {t(link ? 'meeting.prepare.makeAnew' : 'meeting.prepare.make')}
            </Button>
            {link && (
              <Button
                look="bare"
                aria-label={`${t('meeting.prepare.takeBack')}: ${name}`}
                onClick={() => setAsking('back')}
              >
                {t('meeting.prepare.takeBack')}
              </Button>
            )}
          </div>
        )}
      </div>
      {asking && (
        <Notice
          aloud={t(asking === 'anew' ? 'meeting.prepare.makeAnewWhat' : 'meeting.prepare.takeBackWhat', { name })}
        >
          <p>{t(asking === 'anew' ? 'meeting.prepare.makeAnewWhat' : 'meeting.prepare.takeBackWhat', { name })}</p>
          <div className={css.ways}>
            <Button
              look="primary"
              busy={sending.busy}
              autoFocus
              onClick={() => void (asking === 'anew' ? make() : takeBack())}
            >
              {t(asking === 'anew' ? 'meeting.prepare.makeAnewSure' : 'meeting.prepare.takeBackSure')}
            </Button>
            <Button look="bare" onClick={() => setAsking(null)}>
              {t('common.cancel')}
            </Button>
          </div>
        </Notice>
      )}
      {sending.trouble && (
        <Notice tone="care" aloud={sending.trouble}>
          {sending.trouble}
        </Notice>
      )}
      {made && !asking && (
        <>
          <p>
            {t('meeting.prepare.onceOnly', { name })}{' '}
            {t('meeting.prepare.onlyFor', { name, until: sayWhen(made.expiresAt, ownZone()) })}
          </p>
          <LinkToGive
            url={made.url}
            qr={made.qr}
            message={t('meeting.link.message', { when: sayWhen(page.startsAt, page.zone) })}
          />
        </>
      )}
    </li>
  )
}

function sayState(link: LinkState | null, { signsIn, now }: { signsIn: boolean; now: number }): string {
  if (link?.openedAt != null) return t('meeting.prepare.opened', { when: sayLately(link.openedAt, now) })
  if (link) return t('meeting.prepare.made', { when: sayLately(link.madeAt, now) })
  return signsIn ? t('meeting.prepare.signsIn') : t('meeting.prepare.noLink')
}
