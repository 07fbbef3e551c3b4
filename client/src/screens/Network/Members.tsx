import type { NetworkPage } from '@polyphony/shared/wire/views'
import { useState } from 'react'
import { addWords, t } from '../../i18n/i18n.ts'
import { network } from '../../i18n/en/network.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Face } from '../../ui/Face.tsx'
import people from '../parts/People.module.css'
import { roleOf } from '../parts/role.ts'
import { joined } from '../parts/joined.ts'
import { AddPerson } from './AddPerson.tsx'
import { MemberActs } from './MemberActs.tsx'

addWords({ network })

/** By first name. Nobody stands above another. */
export function Members({ page, onChanged }: { readonly page: NetworkPage; readonly onChanged: () => void }) {
  const [adding, setAdding] = useState(false)
  return (
    <Card title={t('network.people')}>
      <ul className={people.people}>
        {page.members.map(member => (
          <li key={member.person} className={people.person}>
            <Face id={member.person} name={member.name} />
            <div className={people.said}>
              <p className={people.name}>{member.name}</p>
              <p className={people.aside}>{joined([roleOf(member), member.child && t('network.child.is')])}</p>
              <MemberActs page={page} member={member} onChanged={onChanged} />
            </div>
          </li>
        ))}
      </ul>
      {page.you === 'practitioner' &&
        (adding ? (
          <AddPerson
            page={page}
            onDone={() => {
              setAdding(false)
              onChanged()
            }}
            onCancel={() => setAdding(false)}
          />
        ) : (
          <div>
            <Button onClick={() => setAdding(true)}>{t('network.addPerson.open')}</Button>
          </div>
        ))}
    </Card>
  )
}
