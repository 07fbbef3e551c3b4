import { lazy, Suspense } from 'react'
import type { ComponentType } from 'react'
import { Route, Switch, useLocation } from 'wouter'
import { ErrorBoundary } from './ui/ErrorBoundary.tsx'
import { Announcer } from './ui/Notice.tsx'
import { Loading } from './ui/Waiting.tsx'

/** Each screen comes when it is needed: the join page carries no other. */
function screen<Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name) {
  return lazy(async () => ({ default: (await load())[name] }))
}

const Welcome = screen(() => import('./screens/Welcome/Welcome.tsx'), 'Welcome')
const SetUp = screen(() => import('./screens/SetUp/SetUp.tsx'), 'SetUp')
const SignIn = screen(() => import('./screens/SignIn/SignIn.tsx'), 'SignIn')
const AcceptInvitation = screen(() => import('./screens/AcceptInvitation/AcceptInvitation.tsx'), 'AcceptInvitation')
const Staff = screen(() => import('./screens/Staff/Staff.tsx'), 'Staff')
const Duty = screen(() => import('./screens/Duty/Duty.tsx'), 'Duty')
const DutyRecords = screen(() => import('./screens/Duty/DutyRecords.tsx'), 'DutyRecords')
const DutyRecord = screen(() => import('./screens/Duty/DutyRecord.tsx'), 'DutyRecord')
const Networks = screen(() => import('./screens/Networks/Networks.tsx'), 'Networks')
const NewNetwork = screen(() => import('./screens/NewNetwork/NewNetwork.tsx'), 'NewNetwork')
const Network = screen(() => import('./screens/Network/Network.tsx'), 'Network')
const Arrange = screen(() => import('./screens/Arrange/Arrange.tsx'), 'Arrange')
const MeetingPrepare = screen(() => import('./screens/MeetingPrepare/MeetingPrepare.tsx'), 'MeetingPrepare')
const Join = screen(() => import('./screens/arrive/Join.tsx'), 'Join')
const Meeting = screen(() => import('./screens/arrive/Meeting.tsx'), 'Meeting')
const Connection = screen(() => import('./screens/Connection/Connection.tsx'), 'Connection')
const MeetingRecord = screen(() => import('./screens/Record/Record.tsx'), 'Record')
/** Every part in every state. Not in what is built. */
const Gallery = import.meta.env.DEV ? screen(() => import('./screens/Gallery/Gallery.tsx'), 'Gallery') : null
const NotFound = screen(() => import('./screens/NotFound/NotFound.tsx'), 'NotFound')

export function App() {
  const [path] = useLocation()
  return (
    <>
      <ErrorBoundary of={path}>
        <Suspense fallback={<Loading />}>
          <Switch>
            <Route path="/" component={Welcome} />
            <Route path="/set-up" component={SetUp} />
            <Route path="/sign-in" component={SignIn} />
            <Route path="/invitation" component={AcceptInvitation} />
            <Route path="/staff" component={Staff} />
            <Route path="/duty" component={Duty} />
            <Route path="/duty/:reading" component={DutyRecords} />
            <Route path="/duty/:reading/:meeting" component={DutyRecord} />
            <Route path="/networks" component={Networks} />
            <Route path="/networks/new" component={NewNetwork} />
            <Route path="/networks/:network" component={Network} />
            <Route path="/networks/:network/arrange" component={Arrange} />
            <Route path="/connection" component={Connection} />
            <Route path="/join" component={Join} />
            <Route path="/meetings/:meeting" component={Meeting} />
            <Route path="/meetings/:meeting/prepare" component={MeetingPrepare} />
            <Route path="/meetings/:meeting/record" component={MeetingRecord} />
            {Gallery && <Route path="/gallery" component={Gallery} />}
            <Route component={NotFound} />
          </Switch>
        </Suspense>
      </ErrorBoundary>
      <Announcer />
    </>
  )
}
