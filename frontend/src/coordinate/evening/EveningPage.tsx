import type { ComponentType } from 'preact'
import { useRoute } from 'preact-iso'
import type { UUID, VillageID } from '../../api/schema'
import { page } from '../../app/area'
import { Forbidden } from '../../app/closed'
import { EmptyState } from '../../components/EmptyState/EmptyState'
import { Page } from '../../components/Page/Page'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { isClosed } from '../field/roster'
import { Hand } from './Hand'
import { useEveningWords } from './messages'
import { Room } from './Room'
import { Start } from './Start'
import { type Evening, useEvening } from './useEvening'
import { Who } from './Who'
import './evening.css'

type Part = ComponentType<{ evening: Evening }>

/** Comes when it is asked for, like a page; `bring` asks for all of them while there is a network. */
const part = (load: () => Promise<{ default: Part }>) => page(load as () => Promise<{ default: ComponentType }>) as Part

const EnrolHere = part(() => import('./EnrolHere'))
const Results = part(() => import('./Results'))
const Scan = part(() => import('./Scan'))
const Sessions = part(() => import('./Sessions'))
const Sheet = part(() => import('./Sheet'))

/** A session of a village's team: one page for all that happens in it. */
export default function EveningPage() {
  const { params, query } = useRoute()
  const { id, part } = params
  const before = query.session
  return <Session key={`${id} ${before}`} village={id as VillageID} part={part ?? ''} before={before} />
}

interface SessionProps {
  village: VillageID
  part: string
  /** A session of before, to look at. */
  before: UUID | undefined
}

function Session({ village, part, before }: SessionProps) {
  const m = useEveningWords()
  const evening = useEvening(village, before)
  if (evening && isClosed(evening.error)) return <Forbidden />
  if (evening && part === 'sessions') return <Sessions evening={evening} />
  if (evening?.fresh && before && evening.session.opened === null) return <None village={village} />
  if (!evening || (before && evening.session.opened === null)) {
    return (
      <Page title={m.title}>
        <Skeleton lines={2} cards={4} />
      </Page>
    )
  }
  if (evening.session.opened === null) return <Start evening={evening} />
  return <Open evening={evening} part={part} />
}

/** Nothing is known of the session that an address names. */
function None({ village }: { village: VillageID }) {
  const m = useEveningWords()
  const back = { href: `/village/${village}/evening/sessions`, label: m.all.title }
  return (
    <Page title={m.title} back={back}>
      <EmptyState picture="nothing" title={m.all.gone} />
    </Page>
  )
}

function Open({ evening, part }: { evening: Evening; part: string }) {
  // Once it is over there is nothing to add.
  switch (evening.session.open || part === 'results' ? part : '') {
    case 'who':
      return <Who evening={evening} />
    case 'scan':
      return <Scan evening={evening} />
    case 'enrol':
      return <EnrolHere evening={evening} />
    case 'next':
      return <Hand evening={evening} />
    case 'paper':
      return <Sheet evening={evening} />
    case 'results':
      return <Results evening={evening} />
    default:
      return <Room evening={evening} />
  }
}
