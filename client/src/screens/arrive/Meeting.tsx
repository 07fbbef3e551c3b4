import { Fault } from '@polyphony/shared/domain/fault'
import type { PersonId } from '@polyphony/shared/domain/ids'
import { minutes, systemClock } from '@polyphony/shared/domain/time'
import type { Way } from '@polyphony/shared/domain/seat'
import type { Me, MeetingPage } from '@polyphony/shared/wire/views'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useParams } from 'wouter'
import { call, whoAmI } from '../../core/api.ts'
import { arrive } from '../../i18n/en/arrive.ts'
import { media } from '../../i18n/en/media.ts'
import { sayFault } from '../../i18n/fault.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { PageFrame } from '../../ui/PageFrame.tsx'
import { Failed, Loading } from '../../ui/Waiting.tsx'
import { useAsk } from '../parts/useAsk.ts'
import { Arrival } from './Arrival.tsx'
import { Before } from './Before.tsx'
import { Left } from './Left.tsx'
import { Ring } from './Ring.tsx'
import { TryConnection } from './TryConnection.tsx'
import { staying } from './stay.ts'
import { useHere } from './useHere.ts'
import { useOwn } from './useOwn.ts'
import { useStay } from './useStay.ts'

addWords({ arrive, media })

const loadRoom = () => import('../room/Room.tsx')
const Room = lazy(async () => ({ default: (await loadRoom()).Room }))
const Record = lazy(async () => ({ default: (await import('../Record/Record.tsx')).Record }))

/** People like to be a little early, and nobody is asked to wait outside for a meeting that has begun. */
const early = minutes(15)

/** /meetings/:meeting is one page for before, during and after. */
export function Meeting() {
  const { meeting = '' } = useParams()
  const asked = useAsk(async () => {
    const [page, who] = await Promise.all([call('meeting', { meeting }), whoAmI()])
    return { page, who }
  }, [meeting])
  if (asked.is === 'asking') return <Loading />
  if (asked.is === 'refused') return <Closed error={asked.error} again={asked.again} />
  const { page, who } = asked.value
  if (who === null) return <Closed error={new Fault('not-signed-in')} again={asked.again} />
  return <Inside key={page.meeting} page={page} who={who} />
}

interface InsideProps {
  readonly page: MeetingPage
  readonly who: NonNullable<Me['who']>
}
type Step =
  | { readonly is: 'outside'; readonly cameEarly: boolean }
  | { readonly is: 'in'; readonly way: Way; readonly beside: readonly PersonId[] }
  | { readonly is: 'left' }
  | { readonly is: 'ended' }

function Inside({ page, who }: InsideProps) {
  const [step, setStep] = useState<Step>(() => firstStep(page))
  const [name, setName] = useState(() => page.people.find(person => person.id === who.person)?.name ?? who.name)
  const own = useOwn()
  useStay({ meeting: page.meeting, own, way: step.is === 'in' ? step.way : null })
  const { here, stale, refused } = useHere(page.meeting, step.is === 'outside')
  const { phase, startsAt, zone, now } = here ?? page
  useEffect(() => {
    if (phase === 'ended') setStep({ is: 'ended' })
  }, [phase])

  if (step.is === 'ended') {
    return (
      <Suspense fallback={<Loading />}>
        <Record />
      </Suspense>
    )
  }
  if (refused !== null) return <Closed error={refused} again={() => location.reload()} />
  if (own === null) return <Loading />
  if (step.is === 'in') {
    return (
      <Suspense fallback={<PageFrame title={t('arrive.entering')}>{null}</PageFrame>}>
        <Room
          meeting={page.meeting}
          who={who.label}
          me={who.person}
          own={own}
          way={step.way}
          beside={step.beside}
          onLeft={() => {
            own.release()
            setStep({ is: 'left' })
          }}
          onEnded={() => {
            own.release()
            setStep({ is: 'ended' })
          }}
        />
      </Suspense>
    )
  }
  if (step.is === 'left') return <Left onBack={() => setStep({ is: 'outside', cameEarly: true })} />
  const isEarly = phase === 'arranged' && now < startsAt - early && !step.cameEarly
  if (isEarly) {
    const when = { startsAt, zone, place: page.place, placeWords: page.placeWords }
    return (
      <Before
        centre={page.centre}
        when={when}
        here={here}
        stale={stale}
        me={who.person}
        onEarly={() => setStep({ is: 'outside', cameEarly: true })}
      />
    )
  }
  return (
    <Arrival
      page={page}
      me={who.person}
      name={name}
      onName={setName}
      own={own}
      phase={phase}
      here={here}
      stale={stale}
      prefetch={loadRoom}
      onCome={(way, beside) => setStep({ is: 'in', way, beside })}
    />
  )
}

/** Loading the page again in the middle of a meeting is no reason to stand before the door. */
function firstStep({ phase, meeting }: MeetingPage): Step {
  if (phase === 'ended') return { is: 'ended' }
  const kept = staying(() => sessionStorage, meeting, systemClock.now())
  return kept ? { is: 'in', way: kept.way, beside: [] } : { is: 'outside', cameEarly: false }
}

function Closed({ error, again }: { readonly error: unknown; readonly again: () => void }) {
  const service = useAsk(() => call('service'), [])
  const unknown = error instanceof Fault && error.fault === 'not-signed-in'
  const mayChange = !(error instanceof Fault) || error.fault === 'unexpected' || error.fault === 'leaving'
  const words = unknown ? t('arrive.signIn.what') : sayFault(error)
  return (
    <PageFrame title={unknown ? t('arrive.signIn.title') : t('arrive.title')}>
      <Failed sentence={words} again={mayChange ? again : undefined} />
      <Ring phone={service.is === 'here' ? service.value.phone : ''} />
      {mayChange && <TryConnection />}
      {unknown && (
        <div>
          <LinkButton look="bare" to={`/sign-in?to=${encodeURIComponent(location.pathname)}`}>
            {t('arrive.signIn.team')}
          </LinkButton>
        </div>
      )}
    </PageFrame>
  )
}
