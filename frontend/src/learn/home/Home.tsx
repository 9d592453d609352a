import { page } from '../../app/area'
import { session, wasSignedIn } from '../../app/session'
import { useStore } from '../../app/store'
import { Welcome } from './Welcome'

const Dashboard = page(() => import('./Dashboard'))

export function Home() {
  const { person } = useStore(session)
  return person ? <Dashboard /> : <Welcome />
}

/** Somebody who comes back should not wait for the page after the database. */
Home.preload = async () => (wasSignedIn() ? Dashboard.preload?.() : undefined)
