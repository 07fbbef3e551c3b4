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
const NotFound = screen(() => import('./screens/NotFound/NotFound.tsx'), 'NotFound')

export function App() {
  const [path] = useLocation()
  return (
    <>
      <ErrorBoundary of={path}>
        <Suspense fallback={<Loading />}>
          <Switch>
            <Route path="/" component={Welcome} />
            <Route component={NotFound} />
          </Switch>
        </Suspense>
      </ErrorBoundary>
      <Announcer />
    </>
  )
}
