import { useEffect, useMemo, useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { api } from '../../api/endpoints'
import { ApiError } from '../../api/error'
import type { Course, UUID, VillageID, Visits } from '../../api/schema'
import { Forbidden } from '../../app/closed'
import { online } from '../../app/online'
import { session } from '../../app/session'
import { ErrorNotice, LoadError } from '../../app/states'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { EmptyState } from '../../components/EmptyState/EmptyState'
import { Notice } from '../../components/Notice/Notice'
import { Page } from '../../components/Page/Page'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { number } from '../../i18n/format'
import { language } from '../../i18n/messages'
import { useNames } from '../evening/useNames'
import { fieldApi } from '../field/api'
import { type Helper, ownWork } from '../field/log'
import { isClosed, keep, keptRoster } from '../field/roster'
import { Unwritten } from '../field/tell'
import { type Field, useField } from '../field/useField'
import { moment } from '../moment'
import { useVisitsWords } from './messages'
import { VisitRow } from './VisitRow'
import { type Lacking, noted } from './visited'
import './visits.css'

/** Whom a village's team visits next; shared by all of the team, and kept for where there is no network. */
export default function VisitsPage() {
  const id = useRoute().params.id as VillageID
  return <Visiting key={id} village={id} />
}

function Visiting({ village }: { village: VillageID }) {
  const m = useVisitsWords()
  const owner = useStore(session).person?.id ?? ''
  const helper = useMemo(() => ({ owner, village }), [owner, village])
  const field = useField(village)
  const { list, error, away, reload } = useVisits(helper)
  const visits = list?.visits
  const lang = useStore(language)
  const courses = useLoad((signal) => api.courses(lang, { signal }), [lang])
  if (isClosed(error)) return <Forbidden />
  return (
    <Page
      title={m.title}
      lead={field?.roster && m.lead(field.roster.name)}
      back={{ href: `/village/${village}`, label: m.back }}
    >
      {visits && away && <Notice kind="offline" title={m.offline} />}
      {visits && !away && <ErrorNotice error={error} />}
      {!visits && error === undefined && <Skeleton lines={1} cards={4} />}
      {!visits && error !== undefined && <LoadError error={error} retry={reload} />}
      <Unwritten />
      {list && field && <List list={list} helper={helper} field={field} courses={courses.data?.items} />}
    </Page>
  )
}

/** Whom to visit, and what the list cannot know of. */
interface Listed {
  visits: Visits
  lacking: Lacking
}

interface ListProps {
  list: Listed
  helper: Helper
  field: Field
  courses: readonly Course[] | undefined
}

function List({ list: { visits, lacking }, helper, field, courses }: ListProps) {
  const m = useVisitsWords()
  const [open, setOpen] = useState<UUID | null>(null)
  // Only what was just noted is read out; the others are there to be looked at.
  const [latest, setLatest] = useState<UUID | null>(null)
  const nameOf = useNames()
  // Of two people of one name it is said which.
  const told = (item: Visits['items'][number]) => {
    const known = field.byId.get(item.person)
    return known?.alike ? { ...item, name: nameOf(known) } : item
  }
  const done = noted(field.own.events, lacking)
  const left = visits.items.filter(({ person }) => !done.has(person)).length
  const toNext = visits.to_next && <p>{m.toNext(number(visits.to_next.people), number(visits.to_next.place))}</p>
  if (visits.items.length === 0) {
    return (
      <>
        <div class="num">{toNext}</div>
        <EmptyState picture="nothing" title={m.none}>
          <p>{m.noneText}</p>
        </EmptyState>
      </>
    )
  }
  return (
    <>
      <div class="stack stack-tight num">
        <p class="visits-count">
          <strong>{m.people(number(left))}</strong>
        </p>
        {toNext}
        <p class="small quiet">{m.asOf(moment(visits.as_of))}</p>
      </div>
      <ul class="visits">
        {visits.items.map((item) => (
          <VisitRow
            key={item.person}
            item={told(item)}
            helper={helper}
            courses={courses}
            done={done.get(item.person)}
            latest={latest === item.person}
            open={open === item.person}
            onNoted={() => setLatest(item.person)}
            onOpen={(now) => setOpen(now ? item.person : null)}
          />
        ))}
      </ul>
    </>
  )
}

const pause = 60_000

/** What the phone has kept, then what the server says, asked again now and then: others of the team visit too. */
function useVisits(helper: Helper) {
  const up = useStore(online)
  const [list, setList] = useState<Listed | undefined>(undefined)
  const [error, setError] = useState<unknown>(undefined)
  const [round, setRound] = useState(0)
  useEffect(() => {
    let gone = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const show = (next: Listed) => gone || setList(next)
    async function showKept() {
      const kept = await keptRoster(helper).catch(() => undefined)
      if (kept?.visits) {
        const lacking = { since: kept.visitsAt ?? Date.parse(kept.visits.as_of), unsent: kept.visitsLack ?? [] }
        show({ visits: kept.visits, lacking })
      }
    }
    async function load() {
      const unsent = await ownWork(helper).then(
        ({ waiting }) => waiting,
        () => [],
      )
      const since = Date.now()
      const visits = await fieldApi.visits(helper.village)
      await keep(helper, { visits, visitsAt: since, visitsLack: unsent }).catch(() => undefined)
      show({ visits, lacking: { since, unsent } })
    }
    async function ask() {
      const failure = await load().catch((reason: unknown) => reason)
      if (gone) return
      setError(failure)
      timer = setTimeout(() => void ask(), pause)
    }
    setError(undefined)
    void showKept().then(ask)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [helper, up, round])
  return { list, error, away: error instanceof ApiError && error.unreachable, reload: () => setRound((n) => n + 1) }
}
