import type { RecordPage } from '@polyphony/shared/wire/views'
import { call, fileUrl } from '../../core/api.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { record as words } from '../../i18n/en/record.ts'
import { sayDay, sayTime } from '../../i18n/time.ts'
import { Button, LinkButton } from '../../ui/Button.tsx'
import css from './Record.module.css'
import { Section } from './Section.tsx'

addWords({ record: words })

/** Paper, a page of its own, plain text: the same words as here. The mark tells whether a copy is whole. */
export function Copies({ page }: { readonly page: RecordPage }) {
  const { record, hash } = page
  const { endedAt, zone, meeting } = record
  const print = (): void => {
    // A look like any other: it stands in the list (F18). Paper waits for no line.
    call('printedRecord', { meeting }).catch(() => undefined)
    window.print()
  }
  return (
    <>
      <div className="not-on-paper">
        <Section title={t('record.copies')}>
          <div className={css.ways}>
            <Button onClick={print}>{t('record.print')}</Button>
            <LinkButton download to={fileUrl(meeting, 'html')}>
              {t('record.html')}
            </LinkButton>
            <LinkButton download to={fileUrl(meeting, 'md')}>
              {t('record.md')}
            </LinkButton>
          </div>
        </Section>
      </div>
      <p className={css.sealed} data-silent>
        {t('record.sealed', {
          when: `${sayDay(endedAt, zone, true)}, ${sayTime(endedAt, zone)}`,
          hash: hash.slice(0, 16),
        })}
      </p>
    </>
  )
}
