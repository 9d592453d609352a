import { useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import type { WardCode } from '../../api/schema'
import { staffApi } from '../../api/staff'
import { LoadError } from '../../app/states'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { Button, ButtonLink } from '../../components/Button/Button'
import { EmptyState } from '../../components/EmptyState/EmptyState'
import { Page } from '../../components/Page/Page'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { language } from '../../i18n/messages'
import { wardName } from '../../i18n/places'
import { NotRenewed } from '../parts/NotRenewed'
import { type Done, done, Said } from '../parts/Said'
import { byName } from '../sort'
import { Closed } from '../ward/Closed'
import { useVillageWords } from './messages'
import { NameForm } from './NameForm'
import type { Place } from './outcome'
import { SplitForm } from './SplitForm'
import { VillageCard } from './VillageCard'
import '../desk/desk.css'
import './villages.css'

/** What villages a ward has: added, renamed, merged, split and dropped by its officers. */
export default function VillagesPage() {
  const code = useRoute().params.code as WardCode
  return <Villages key={code} code={code} />
}

async function read(code: WardCode) {
  const progress = await staffApi.wardProgress(code)
  const places: Place[] = progress.villages
    .map(({ village, totals }) => ({ village, registered: totals.registered ?? 0 }))
    .sort((a, b) => byName.compare(a.village.name, b.village.name))
  return { ward: progress.ward, closed: progress.closed, places }
}

function Villages({ code }: { code: WardCode }) {
  const m = useVillageWords()
  useStore(language)
  const { query, route } = useLocation()
  const [adding, setAdding] = useState(false)
  const [said, setSaid] = useState<Done | null>(null)
  const { data, error, reload } = useLoad(() => read(code), [code])
  const here = `/ward/${code}/villages`
  const finish = (text: string) => {
    setAdding(false)
    setSaid(done(text))
    reload()
  }
  const splitting = data?.places.find((one) => one.village.id === query.split)
  if (splitting) {
    return (
      <SplitForm
        key={splitting.village.id}
        place={splitting}
        back={here}
        onDone={(text) => {
          route(here, true)
          finish(text)
        }}
      />
    )
  }

  return (
    <Page
      title={m.title}
      lead={data ? m.lead(wardName(data.ward)) : '…'}
      back={{ href: `/ward/${code}`, label: m.back }}
    >
      <Said said={said} />
      {data && <NotRenewed error={error} retry={reload} />}
      {!data && (error === undefined ? <Skeleton lines={0} cards={5} /> : <LoadError error={error} retry={reload} />)}
      {data && (
        <>
          {adding ? (
            <NameForm
              title={m.add.title}
              after={m.add.after}
              save={m.add.save}
              kind="thon"
              send={async (name, kind) => m.add.done((await staffApi.addVillage(code, { name, kind })).name)}
              onCancel={() => setAdding(false)}
              onDone={finish}
            />
          ) : (
            <div class="village-add">
              <Button look="main" icon="map-pin" onClick={() => setAdding(true)}>
                {m.add.go}
              </Button>
              <ButtonLink icon="cloud-upload" href={`/ward/${code}/import?of=villages`}>
                {m.add.file}
              </ButtonLink>
            </div>
          )}
          {data.places.length === 0 && (
            <EmptyState picture="nothing" title={m.empty}>
              <p>{m.emptyText}</p>
            </EmptyState>
          )}
          {data.places.map((place) => (
            <VillageCard key={place.village.id} place={place} places={data.places} here={here} onDone={finish} />
          ))}
          <Closed villages={data.closed} />
        </>
      )}
    </Page>
  )
}
