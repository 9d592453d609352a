import type { Person } from '../../api/schema'
import { Consents } from './Consents'
import { Details } from './Details'
import { OwnData } from './OwnData'

/** What the server keeps of a person. A file of its own, since nothing in it works without a network. */
export function Settings({ person }: { person: Person }) {
  return (
    <>
      <Details person={person} />
      <Consents person={person} />
      <OwnData person={person} />
    </>
  )
}
