import { Fault, faults } from '@polyphony/shared/domain/fault'
import type { ReactNode } from 'react'
import { sayFault } from '../../i18n/fault.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { staff } from '../../i18n/en/staff.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Failed, Loading } from '../../ui/Waiting.tsx'
import type { Asked } from './useAsk.ts'

addWords({ staff })

interface AnswerProps<T> {
  readonly to: Asked<T>
  readonly children: (value: T, again: () => void) => ReactNode
}

/** The three faces of a question to the server: on its way, here, refused. */
export function Answer<T>({ to, children }: AnswerProps<T>) {
  if (to.is === 'asking') return <Loading />
  if (to.is === 'here') return <>{children(to.value, to.again)}</>
  if (to.error instanceof Fault && to.error.fault === 'not-signed-in') {
    return (
      <Notice>
        <p>{sayFault(to.error)}</p>
        <LinkButton to={`/sign-in?to=${encodeURIComponent(location.pathname)}`}>{t('staff.signIn.go')}</LinkButton>
      </Notice>
    )
  }
  // 403, 404 and 410 stay what they are, however often one asks.
  const final = to.error instanceof Fault && [403, 404, 410].includes(faults[to.error.fault])
  return <Failed sentence={sayFault(to.error)} again={final ? undefined : to.again} />
}
