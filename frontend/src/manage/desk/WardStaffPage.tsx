import { useRoute } from 'preact-iso'
import { api } from '../../api/endpoints'
import type { WardCode } from '../../api/schema'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { language } from '../../i18n/messages'
import { wardName } from '../../i18n/places'
import { useDesk } from './messages'
import { villagesOf } from './places'
import { Staff } from './Staff'

/** The digital teams of a ward's villages, for its officers. */
export default function WardStaffPage() {
  const code = useRoute().params.code as WardCode
  const m = useDesk()
  useStore(language)
  const ward = useLoad(() => api.ward(code), [code])
  return (
    <Staff
      key={code}
      appoints="coordinator"
      title={m.staff.title}
      lead={ward.data ? m.staff.lead(wardName(ward.data)) : '…'}
      back={{ href: `/ward/${code}`, label: m.back }}
      ward={code}
      places={() => villagesOf(code)}
    />
  )
}
