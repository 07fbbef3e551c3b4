import { useState } from 'react'
import { addWords, t } from '../../i18n/i18n.ts'
import { meeting } from '../../i18n/en/meeting.ts'
import { network } from '../../i18n/en/network.ts'
import { record } from '../../i18n/en/record.ts'
import { staff } from '../../i18n/en/staff.ts'
import { Button, LinkButton } from '../../ui/Button.tsx'
import type { CardKind } from '../../ui/Card.tsx'
import { Card } from '../../ui/Card.tsx'
import { Choice, Switch, Tick } from '../../ui/Choice.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Face } from '../../ui/Face.tsx'
import { Field, Select, TextArea } from '../../ui/Field.tsx'
import { announce, Notice } from '../../ui/Notice.tsx'
import { PageFrame } from '../../ui/PageFrame.tsx'
import { Empty, Failed, Loading } from '../../ui/Waiting.tsx'
import { Words } from '../parts/Words.tsx'
import css from './Gallery.module.css'

addWords({ meeting, network, record, staff })

const kinds: readonly CardKind[] = ['plain', 'voice', 'reflection', 'decision', 'question', 'step']
const names = ['Maria', 'Elena', 'Tomas', 'Aino Berg', 'Łukasz Żak', 'Ravi', 'Sam', '佐藤 花']

/** Every part in every state, in the light and in the dark. Development only; what visual and axe checks look at. */
export function Gallery() {
  return (
    <PageFrame title={t('common.name')} width="wide" lead={<p>{t('common.welcome.what')}</p>}>
      <div className={css.both}>
        <div className={css.light}>
          <Parts theme="light" />
        </div>
        <div className={css.dark}>
          <Parts theme="dark" />
        </div>
      </div>
    </PageFrame>
  )
}

function Parts({ theme }: { readonly theme: 'light' | 'dark' }) {
  const [place, setPlace] = useState<'online' | 'home'>('online')
  const [on, setOn] = useState(true)
  const [open, setOpen] = useState(false)
  return (
    <div className={css.parts}>
      <div className={css.row}>
        <Button look="primary">{t('meeting.prepare.goIn')}</Button>
        <Button>{t('meeting.link.copy')}</Button>
        <Button look="bare">{t('common.cancel')}</Button>
        <Button look="primary" busy>
          {t('common.save')}
        </Button>
        <LinkButton to="/gallery">{t('network.readRecord')}</LinkButton>
        <Button onClick={() => announce(t('record.told'))}>{t('common.more')}</Button>
        <Button onClick={() => setOpen(true)}>{t('staff.list.end')}</Button>
      </div>
      <Dialog open={open} title={t('staff.list.endTitle', { name: 'Sam' })} onClose={() => setOpen(false)}>
        <p>{t('staff.list.endWhat', { name: 'Sam' })}</p>
      </Dialog>
      <div className={css.row}>
        {names.map(name => (
          <Face key={name} id={name} name={name} />
        ))}
        <Face id="small" name="Maria" size="small" />
        <Face id="large" name="Elena" size="large" />
      </div>
      <Field label={t('staff.field.name')} hint={t('staff.field.nameHint')} defaultValue="Maria" />
      <Field label={t('staff.field.email')} error={t('staff.field.emailWrong')} defaultValue="maria" />
      <Field label={t('meeting.arrange.day')} type="date" />
      <TextArea label={t('record.add')} hint={t('record.addHint')} optional />
      <Select
        label={t('meeting.arrange.zone')}
        value="a"
        onChange={() => undefined}
        options={[{ value: 'a', label: 'Europe/London' }]}
      />
      <Choice
        legend={t('meeting.arrange.where')}
        value={place}
        onChange={setPlace}
        error={t('staff.field.needed')}
        row
        options={[
          { value: 'online', label: t('meeting.arrange.online'), hint: t('meeting.arrange.onlineHint') },
          { value: 'home', label: t('meeting.arrange.home') },
        ]}
      />
      <Tick
        label="Elena"
        hint="mother"
        checked={on}
        onChange={setOn}
        before={<Face id="e" name="Elena" size="small" />}
      />
      <Switch label={t('staff.invite.administrator')} checked={on} onChange={setOn} />
      <Notice>{t('record.told')}</Notice>
      <Notice tone="care">{t('faults.not-saved')}</Notice>
      <Failed sentence={t('faults.unreachable')} again={() => undefined} />
      <Empty>{t('network.inForceNone')}</Empty>
      <Loading />
      {kinds.map(kind => (
        <Card key={kind} kind={kind} title={`${t('network.inForce')}: ${kind}, ${theme}`}>
          <Words
            of={[
              { is: 'paragraph', depth: 0, runs: [{ text: 'Maria stays with ' }, { text: 'Elena', bold: true }] },
              { is: 'bullet', depth: 0, runs: [{ text: 'until Tuesday', italic: true }] },
              { is: 'bullet', depth: 1, runs: [{ text: 'and then we look again' }] },
            ]}
          />
        </Card>
      ))}
    </div>
  )
}
