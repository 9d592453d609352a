import { useState } from 'preact/hooks'
import type { UUID, VillageID } from '../../api/schema'
import { staffApi } from '../../api/staff'
import { useLoad } from '../../app/useLoad'
import { Button } from '../../components/Button/Button'
import { CodedError } from '../../components/CodedError/CodedError'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { useCore } from '../../i18n/core'
import { clock, day } from '../../i18n/format'
import { what, who } from './history'
import { usePeople } from './messages'

interface HistoryProps {
  village: VillageID
  person: UUID
  /** Read anew when it changes. */
  version: number
}

/** The first `pages` pages as one. */
async function read(village: VillageID, person: UUID, pages: number) {
  let whole = await staffApi.residentHistory(village, person)
  for (let n = 1; n < pages && whole.next !== null; n++) {
    const following = await staffApi.residentHistory(village, person, { after: whole.next })
    whole = { ...following, items: [...whole.items, ...following.items] }
  }
  return whole
}

/** What was done to somebody's account, newest first. */
export function History({ village, person, version }: HistoryProps) {
  const m = usePeople()
  const core = useCore()
  const [pages, setPages] = useState(1)
  const { data, error, loading } = useLoad(() => read(village, person, pages), [village, person, version, pages])
  const words = m.person
  return (
    <section class="stack">
      <div class="stack stack-tight">
        <h2>{words.history}</h2>
        <p class="small quiet">{words.historyText}</p>
      </div>
      {!data && error === undefined && <Skeleton lines={3} />}
      <CodedError error={error} words={m.errors} />
      {data?.items.length === 0 && <p>{words.historyNone}</p>}
      {data && data.items.length > 0 && (
        <ol class="history">
          {data.items.map((entry) => (
            <li key={entry.seq}>
              <p>{what(entry, words)}</p>
              <p class="small quiet num">{words.whenWho(`${clock(entry.at)}, ${day(entry.at)}`, who(entry, words))}</p>
            </li>
          ))}
        </ol>
      )}
      {data?.next && (
        <Button busy={loading} icon="chevron-down" onClick={() => setPages(pages + 1)}>
          {core.action.more}
        </Button>
      )}
    </section>
  )
}
