import { useState } from 'preact/hooks'
import type { StaffMember, WardCode } from '../../api/schema'
import { staffApi } from '../../api/staff'
import { LoadError } from '../../app/states'
import { useLoad } from '../../app/useLoad'
import { Button } from '../../components/Button/Button'
import { EmptyState } from '../../components/EmptyState/EmptyState'
import { Notice } from '../../components/Notice/Notice'
import { Page } from '../../components/Page/Page'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { number } from '../../i18n/format'
import { Downloads } from '../downloads/Downloads'
import { AppointForm } from './AppointForm'
import { Member } from './Member'
import { useDesk } from './messages'
import { SecretSheet } from './SecretSheet'
import { byPlace, type Place } from './staff'
import './desk.css'

interface StaffProps {
  appoints: 'coordinator' | 'officer'
  title: string
  lead: string
  back: { href: string; label: string }
  /** Whose staff it is; without one the province's. */
  ward?: WardCode
  places: () => Promise<Place[]>
}

interface Handed {
  member: Pick<StaffMember, 'name' | 'phone'>
  secret: string
}

/** Who has which task, by place, and giving and ending tasks. */
export function Staff({ appoints, title, lead, back, ward, places }: StaffProps) {
  const m = useDesk()
  const { data, error, reload } = useLoad(async () => {
    const [members, all] = await Promise.all([staffApi.appointments(), places()])
    return { members: members.items, places: all }
  }, [appoints])
  const [adding, setAdding] = useState(false)
  const [handed, setHanded] = useState<Handed | null>(null)
  const [said, setSaid] = useState('')

  if (handed) return <SecretSheet {...handed} onDone={() => setHanded(null)} />

  const changed = (text: string) => {
    setSaid(text)
    reload()
  }
  return (
    <Page title={title} lead={lead} back={back}>
      {!data && (error === undefined ? <Skeleton lines={0} cards={5} /> : <LoadError error={error} retry={reload} />)}
      {said && <Notice kind="good" live title={said} />}
      {data &&
        (adding ? (
          <AppointForm
            appoints={appoints}
            members={data.members}
            places={data.places}
            onCancel={() => setAdding(false)}
            onDone={({ member, secret }) => {
              setAdding(false)
              changed(m.staff.appointed(member.name))
              if (secret !== null) setHanded({ member, secret })
            }}
          />
        ) : (
          <>
            <Button look="main" icon="user-plus" onClick={() => setAdding(true)}>
              {m.staff.add}
            </Button>
            <Places
              appoints={appoints}
              members={data.members}
              places={data.places}
              onEnded={(member) => changed(m.staff.ended(member.name))}
              onSecret={setHanded}
            />
            {data.members.length > 0 && <Taken ward={ward} />}
          </>
        ))}
    </Page>
  )
}

/** The list as a file. */
function Taken({ ward }: { ward: WardCode | undefined }) {
  if (ward === undefined) return <Downloads path="/province" tables={['officers']} list />
  return <Downloads path={`/wards/${ward}`} place={ward} tables={['team']} list />
}

interface PlacesProps {
  appoints: StaffProps['appoints']
  members: readonly StaffMember[]
  places: readonly Place[]
  onEnded: (member: StaffMember) => void
  onSecret: (handed: Handed) => void
}

function Places({ appoints, members, places, onEnded, onSecret }: PlacesProps) {
  const { staff: m } = useDesk()
  const staffed = byPlace(members, appoints, places)
  const without = places.length - staffed.length
  if (staffed.length === 0) {
    return (
      <EmptyState picture="nothing" title={m.none}>
        <p>{m.noneText}</p>
      </EmptyState>
    )
  }
  return (
    <>
      {staffed.map((place) => (
        <section key={place.id} class="stack stack-tight">
          <h2>{place.name}</h2>
          {place.members.map((member) => (
            <Member
              key={member.person}
              member={member}
              onEnded={() => onEnded(member)}
              onSecret={(secret) => onSecret({ member, secret })}
            />
          ))}
        </section>
      ))}
      {without > 0 && (
        <p class="quiet num">
          {appoints === 'coordinator' ? m.without(number(without)) : m.withoutWards(number(without))}
        </p>
      )}
    </>
  )
}
