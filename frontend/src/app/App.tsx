import { LocationProvider, Route, Router, useLocation } from 'preact-iso'
import { boards } from '../boards/area'
import { AppBar } from '../components/AppBar/AppBar'
import { DemoBanner } from '../components/DemoBanner/DemoBanner'
import { Unsent } from '../components/Unsent/Unsent'
import { Update } from '../components/Update/Update'
import { coordinate } from '../coordinate/area'
import { useCore } from '../i18n/core'
import { learn } from '../learn/area'
import { manage } from '../manage/area'
import { type AreaRoute, type MenuItem, page } from './area'
import { hasRole, session } from './session'
import { useStore } from './store'
import './App.css'

const NotFound = page(() => import('./closed').then((pages) => ({ default: pages.NotFound })))
const Forbidden = page(() => import('./closed').then((pages) => ({ default: pages.Forbidden })))
const NeedLogin = page(() => import('./closed').then((pages) => ({ default: pages.NeedLogin })))

const areas = [learn, boards, coordinate, manage]
const routes = areas.flatMap((area) => area.routes)
const items: readonly MenuItem[] = areas.flatMap((area) => area.menu ?? [])

/** Shows a page to those it is for. The server decides what they may read; this only spares them an empty page. */
function guard({ page: Page, roles }: AreaRoute) {
  return function Guarded() {
    const { person } = useStore(session)
    if (!roles) return <Page />
    if (!person) return <NeedLogin />
    return roles.length === 0 || hasRole(person, roles) ? <Page /> : <Forbidden />
  }
}

const guarded = routes.map((route) => ({ path: route.path, component: guard(route) }))

export function App() {
  return (
    <LocationProvider>
      <Frame />
    </LocationProvider>
  )
}

function Frame() {
  const m = useCore()
  const { person } = useStore(session)
  const { path } = useLocation()
  const shown = items.filter((item) => item.href !== (person ? '/login' : '/me'))
  return (
    <div class="app">
      <a class="skip" href="#main">
        {m.skip}
      </a>
      {!routeOf(path)?.alone && (
        <>
          <DemoBanner />
          <AppBar items={shown} />
          <Update />
          <Unsent path={path} />
        </>
      )}
      <main class="app-main" id="main">
        <Router>
          {guarded.map((route) => (
            <Route key={route.path} path={route.path} component={route.component} />
          ))}
          <Route default component={NotFound} />
        </Router>
      </main>
    </div>
  )
}

/** The page of a path, so that its code can be fetched before the first paint. */
export const pageOf = (path: string) => routeOf(path)?.page

function routeOf(path: string) {
  const parts = path.split('/').filter(Boolean)
  return routes.find(({ path: pattern }) => {
    const wanted = pattern.split('/').filter(Boolean)
    return wanted.length === parts.length && wanted.every((part, index) => part[0] === ':' || part === parts[index])
  })
}
