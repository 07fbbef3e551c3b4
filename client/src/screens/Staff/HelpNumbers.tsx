import { call } from '../../core/api.ts'
import { staff } from '../../i18n/en/staff.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { sayDay } from '../../i18n/time.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { announce, Notice } from '../../ui/Notice.tsx'
import { Answer } from '../parts/Answer.tsx'
import { useAsk } from '../parts/useAsk.ts'
import { useSend } from '../parts/useSend.ts'

addWords({ staff })

/** The numbers of the help page are worth something only while somebody rings them now and then (F31). */
export function HelpNumbers() {
  const numbers = useAsk(() => call('helpNumbers'), [])
  const sending = useSend()
  async function checked(again: () => void) {
    if (!(await sending.send(() => call('helpNumbersChecked')))) return
    announce(t('staff.help.kept'))
    again()
  }
  return (
    <Card title={t('staff.help.title')}>
      <p>{t('staff.help.lead')}</p>
      <Answer to={numbers}>
        {({ checkedAt, due }, again) => (
          <>
            <p>
              {checkedAt === null
                ? t('staff.help.never')
                : t('staff.help.checked', { day: sayDay(checkedAt, undefined, true) })}
            </p>
            {due && checkedAt !== null && <Notice>{t('staff.help.due')}</Notice>}
            {sending.trouble && (
              <Notice tone="care" aloud={sending.trouble}>
                {sending.trouble}
              </Notice>
            )}
            <p>
              <a href="/help.html">{t('staff.help.look')}</a>
            </p>
            <div>
              <Button busy={sending.busy} onClick={() => void checked(again)}>
                {t('staff.help.go')}
              </Button>
            </div>
          </>
        )}
      </Answer>
    </Card>
  )
}
