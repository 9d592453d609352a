import { session } from '../../app/session'
import { useStore } from '../../app/store'
import { Welcome } from './Welcome'

export function Home() {
  const { person } = useStore(session)
  return person ? null : <Welcome />
}
