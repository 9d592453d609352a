import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { api } from '../../api/endpoints'
import type { NewJoinCode, VillageID } from '../../api/schema'
import { staffApi } from '../../api/staff'
import { LoadError } from '../../app/states'
import { useLoad } from '../../app/useLoad'
import { Page } from '../../components/Page/Page'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { usePeople } from '../people/messages'
import { JoinCodes } from './JoinCodes'
import { MakeCode } from './MakeCode'
import { Poster } from './Poster'

/** Codes with which many register in one village: those in use, a new one, and its poster. */
export default function JoinPage() {
  const id = useRoute().params.id as VillageID
  return <Join key={id} id={id} />
}

function Join({ id }: { id: VillageID }) {
  const { join: m, backToPeople } = usePeople()
  const place = useLoad(async () => {
    const [village, ward] = await Promise.all([api.village(id), api.ward(id.slice(0, 5))])
    return { village, ward }
  }, [id])
  const { data, error, reload } = useLoad(async () => (await staffApi.joinCodes(id)).items, [id])
  const [made, setMade] = useState<NewJoinCode | null>(null)

  return (
    <Page
      title={m.title}
      lead={m.lead}
      back={{ href: `/village/${id}/people`, label: backToPeople }}
      wide={made !== null}
    >
      {made && place.data ? (
        <Poster
          code={made}
          village={place.data.village}
          ward={place.data.ward}
          onDone={() => {
            setMade(null)
            reload()
          }}
        />
      ) : (
        <>
          {!data &&
            (error === undefined ? <Skeleton lines={0} cards={3} /> : <LoadError error={error} retry={reload} />)}
          {data && <JoinCodes village={id} codes={data} onChange={reload} />}
          {place.error !== undefined && data && <LoadError error={place.error} retry={place.reload} />}
          {data && place.data && <MakeCode village={id} onMade={setMade} />}
        </>
      )}
    </Page>
  )
}
