import { useDesk } from './messages'
import { wards } from './places'
import { Staff } from './Staff'

/** The officers of all wards, for the managers of the province. */
export default function OfficersPage() {
  const m = useDesk()
  return (
    <Staff
      appoints="officer"
      title={m.staff.officers}
      lead={m.staff.officersLead}
      back={{ href: '/province', label: m.backProvince }}
      places={wards}
    />
  )
}
