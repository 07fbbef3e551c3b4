import { t } from '../../i18n/i18n.ts'
import { seatedByName } from '../../meeting/people.ts'
import { speaksNow } from '../../meeting/room.ts'
import { Button } from '../../ui/Button.tsx'
import { useDeeds, useLive, usePossible, useRoomState } from './inRoom.ts'
import css from './Notebook.module.css'
import { Trouble } from './Trouble.tsx'

/** Yes or not yet; never how long or how often. Forgotten when the meeting ends. */
export function WhoIsHeard() {
  const room = useRoomState()
  const you = useLive(speaksNow)
  const may = usePossible()
  const { act, trouble } = useDeeds()
  return (
    <details className={css.details}>
      <summary>{t('room.heard.title')}</summary>
      <p className={css.hint}>{t('room.heard.hint')}</p>
      <ul className={css.heard}>
        {seatedByName(room).map(({ id, name }) => {
          const how = room.heard[id]
          const spoke = { do: 'mark-heard', person: id, how: 'spoke' } as const
          const pass = { do: 'mark-heard', person: id, how: 'passed' } as const
          return (
            <li key={id}>
              <span className={css.heardName}>{name}</span>
              <span className={css.soft}>
                {t(
                  how === undefined ? 'room.heard.notYet' : how === 'passed' ? 'room.heard.passed' : 'room.heard.from',
                )}
              </span>
              {how === undefined && may(spoke) && (
                <Button look="bare" onClick={() => void act(spoke)}>
                  {t('room.heard.spoke', { name })}
                </Button>
              )}
              {how === undefined && id === you && may(pass) && (
                <Button look="bare" onClick={() => void act(pass)}>
                  {t('room.heard.pass')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      <Trouble says={trouble} />
    </details>
  )
}
