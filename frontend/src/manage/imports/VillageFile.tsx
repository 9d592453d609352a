import { useState } from 'preact/hooks'
import { api } from '../../api/endpoints'
import type { VillageOutcome, VillageUndo, WardCode } from '../../api/schema'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { Notice } from '../../components/Notice/Notice'
import { Page } from '../../components/Page/Page'
import { number } from '../../i18n/format'
import { language } from '../../i18n/messages'
import { wardName } from '../../i18n/places'
import { type Done, done, Said } from '../parts/Said'
import { villageApi, villageHeads, villageUndoApi } from './importApi'
import { useImports } from './messages'
import { News, type Part } from './News'
import { LeftPlaces, RecentFiles } from './RecentFiles'
import { RecentMissing } from './RecentMissing'
import { TableFile } from './TableFile'
import { Template } from './Template'

const changes = ({ added, renamed }: VillageOutcome) => added.length + renamed.length

/** Villages of a ward, taken in from a list. */
export function VillageFile({ code }: { code: WardCode }) {
  const words = useImports()
  const m = words.villages
  useStore(language)
  const [said, setSaid] = useState<Done | null>(null)
  const [left, setLeft] = useState<VillageUndo['left']>([])
  const ward = useLoad(() => api.ward(code), [code])
  const recent = useLoad(() => villageUndoApi.list(code), [code])
  function finish(text: string, stay: VillageUndo['left']) {
    setSaid(done(text))
    setLeft(stay)
    recent.reload()
  }
  const undone = ({ dropped, renamed, left: stay }: VillageUndo) =>
    finish(m.undoDone(number(dropped.length), number(renamed.length)), stay)
  const parts = ({ dropped, renamed }: VillageUndo): Part[] => [
    { title: m.dropped(number(dropped.length)), items: dropped.map(({ name }) => name) },
    {
      title: m.renamedBack(number(renamed.length)),
      items: renamed.map(({ before, name }) => m.change(before ?? '', name)),
    },
  ]
  return (
    <Page
      title={m.title}
      lead={ward.data ? m.lead(wardName(ward.data)) : '…'}
      back={{ href: `/ward/${code}/villages`, label: m.back }}
      wide
    >
      <Said said={said} />
      {left.length > 0 && (
        <Notice kind="warn">
          <LeftPlaces left={left} why={m.why} />
        </Notice>
      )}
      <Template how={m.how} heads={villageHeads} name={m.templateName} />
      <section class="desk-box stack">
        <TableFile<VillageOutcome>
          kind="villages"
          check={(file, as) => villageApi(code, file, as, true)}
          take={(file, as) => villageApi(code, file, as, false)}
          changes={changes}
          preview={(outcome) => <Preview outcome={outcome} />}
          go={(outcome) => m.go(number(changes(outcome)))}
          icon="map-pin"
          errors={m.errors}
          onDone={({ added, renamed }) => finish(m.done(number(added.length), number(renamed.length)), [])}
        />
      </section>
      {recent.error !== undefined && <RecentMissing onRetry={recent.reload} />}
      {recent.error === undefined && recent.data && recent.data.items.length > 0 && (
        <RecentFiles
          items={recent.data.items}
          counts={(one) => m.counts(number(one.added), number(one.renamed))}
          undo={(id, dry) => villageUndoApi.undo(code, id, dry)}
          text={m.undoText}
          parts={parts}
          why={m.why}
          errors={m.undoErrors}
          onDone={undone}
          onFailed={recent.reload}
        />
      )}
    </Page>
  )
}

function Preview({ outcome: { added, renamed, known } }: { outcome: VillageOutcome }) {
  const { villages: m } = useImports()
  const parts = [
    { title: m.added(number(added.length)), items: added.map(({ name }) => name) },
    {
      title: m.renamed(number(renamed.length)),
      items: renamed.map(({ before, name }) => m.change(before ?? '', name)),
    },
  ]
  return (
    <News
      nothing={added.length + renamed.length === 0 ? m.nothing : undefined}
      parts={parts.filter(({ items }) => items.length > 0)}
      known={known > 0 ? m.known(number(known)) : undefined}
    />
  )
}
