import { useEffect, useRef } from 'react'
import { room as words } from '../../i18n/en/room.ts'
import { sayFaultName } from '../../i18n/fault.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { nameOf } from '../../meeting/people.ts'
import type { Room as OpenRoom } from '../../meeting/room.ts'
import { PageFrame } from '../../ui/PageFrame.tsx'
import { Failed, Loading } from '../../ui/Waiting.tsx'
import type { Entering } from '../arrive/entering.ts'
import { Circle } from './Circle.tsx'
import { Controls } from './Controls.tsx'
import { DoorNotice, WaitingRoom } from './Door.tsx'
import { LeavingGuard } from './unsent/LeavingGuard.tsx'
import { forgetDrafts } from '../../core/drafts.ts'
import { RefusedWords } from './RefusedWords.tsx'
import { InRoom, useLive, useRoomState } from './inRoom.ts'
import { Landing } from './laterParts.ts'
import { Moments } from './Moments.tsx'
import { Notebook } from './Notebook.tsx'
import { NotNow } from './NotNow.tsx'
import css from './Room.module.css'
import { Reflecting } from './Reflecting.tsx'
import { SharedPause, SteppedOut } from './SharedPause.tsx'
import { useAnnounce } from './useAnnounce.ts'
import { useKeepFocus } from './useKeepFocus.ts'
import { useKeepLine } from './useKeepLine.ts'
import { useKeyboardRoom } from './useKeyboardRoom.ts'
import { useLanding } from './useLanding.ts'
import { useOpenRoom } from './useOpenRoom.ts'
import { useWarm } from './useWarm.ts'

addWords({ room: words })

/** The meeting: the circle and the notebook beside each other, from arriving to the soft landing. */
export function Room(props: Entering) {
  const room = useOpenRoom(props)
  if (!room) return <Opening />
  return (
    <InRoom value={room}>
      <Inside room={room} {...props} />
    </InRoom>
  )
}

function Opening() {
  return (
    <PageFrame title={t('room.coming')} width="full" titleUnseen>
      <Loading />
    </PageFrame>
  )
}

function Inside({ room, onLeft, onEnded }: Entering & { readonly room: OpenRoom }) {
  const { shut, known } = useLive(live => ({ shut: live.shut, known: live.room !== null }))
  if (shut) {
    return (
      <PageFrame title={t('room.shut.title')}>
        <Failed sentence={sayFaultName(shut)} again={() => location.reload()} />
        <RefusedWords />
      </PageFrame>
    )
  }
  return known ? <Meeting room={room} onLeft={onLeft} onEnded={onEnded} /> : <Opening />
}

function Meeting({ room, onLeft, onEnded }: Pick<Entering, 'onLeft' | 'onEnded'> & { readonly room: OpenRoom }) {
  const state = useRoomState()
  const line = useLive(live => live.line)
  const frame = useRef<HTMLDivElement>(null)
  const side = useRef<HTMLDivElement>(null)
  useKeyboardRoom(frame)
  useKeepFocus(frame)
  useKeepLine(side)
  useAnnounce(room)
  useWarm()
  const title = t('room.meetingWith', { name: nameOf(state, state.centre) ?? t('room.someone') })
  useEffect(() => {
    const before = document.title
    document.title = `● ${t('common.name')}`
    return () => {
      document.title = before
    }
  }, [])
  const closed = state.phase === 'arranged' || state.phase === 'waiting'
  const leave = (): void =>
    void room.leave().then(() => {
      forgetDrafts(room.meeting)
      onLeft()
    })
  const landing = useLanding(room, onEnded)
  if (landing.is === 'alone') {
    return (
      <PageFrame title={title} titleUnseen>
        <RefusedWords />
        <Landing onRecord={onEnded} />
      </PageFrame>
    )
  }
  const over = landing.is === 'over'
  return (
    <PageFrame title={title} width="full" titleUnseen>
      <div className={css.room} ref={frame} data-phase={state.phase}>
        <div className={css.people}>
          <div className={css.circle}>{over ? <p className={css.over}>{t('room.end.over')}</p> : <Circle />}</div>
          {!over && (
            <div className={css.controls}>
              <Controls onLeave={landing.is === 'no' ? leave : landing.leave} />
            </div>
          )}
        </div>
        <div className={css.side} ref={side}>
          {line === 'lost' && !over && <p className={css.lost}>{t('room.lineLost')}</p>}
          {landing.is === 'no' ? (
            <>
              <Moments>
                <SteppedOut />
                {!closed && <DoorNotice />}
                <SharedPause />
                <NotNow />
                <Reflecting />
              </Moments>
              {closed && <WaitingRoom />}
              <section aria-label={t('room.notebook')} hidden={closed}>
                <Notebook />
              </section>
              <LeavingGuard />
            </>
          ) : (
            <>
              <RefusedWords />
              <Landing onRecord={landing.onRecord} />
            </>
          )}
        </div>
      </div>
    </PageFrame>
  )
}
