import { useRoute } from 'preact-iso'
import type { Person } from '../../../api/schema'
import { NotFound } from '../../../app/closed'
import { session } from '../../../app/session'
import { useStore } from '../../../app/store'
import { Page } from '../../../components/Page/Page'
import { useAccount } from '../messages'
import { type Part, partsOf } from '../parts'
import { Children } from './Children'
import { Consents } from './Consents'
import { Certificates } from './certificates/Certificates'
import { OnePage } from './certificates/OnePage'
import { Details } from './Details'
import { Devices } from './Devices'
import { useSettings } from './messages'
import { OwnData } from './OwnData'
import { Requests } from './Requests'
import { Secret } from './Secret'
import '../account.css'
import '../me.css'
import './settings.css'

const pages: Record<Part, (props: { person: Person }) => preact.JSX.Element | null> = {
  details: Details,
  secret: Secret,
  children: Children,
  devices: Devices,
  consents: Consents,
  certificates: Certificates,
  data: OwnData,
  requests: Requests,
}

/** One part of what the server keeps of a person. Apart from the learner's shell, since none of it works without a network. */
export default function PartPage() {
  const { params } = useRoute()
  const { parts } = useAccount()
  const { back } = useSettings()
  const { person } = useStore(session)
  if (!person) return null
  const part = partsOf(person).find((one) => one === params.part)
  if (!part) return <NotFound />
  if (part === 'certificates' && params.id) return <OnePage key={params.id} person={person} id={params.id} />
  if (params.id) return <NotFound />
  const Content = pages[part]
  const title = part === 'secret' && person.role !== 'resident' ? parts.password : parts[part]
  return (
    <Page title={title} back={{ href: '/me', label: back }}>
      <div class="stack me">
        <Content key={person.id} person={person} />
      </div>
    </Page>
  )
}
