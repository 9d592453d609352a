import { useRoute } from 'preact-iso'
import type { VillageID } from '../../api/schema'
import { Page } from '../../components/Page/Page'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { EnrolHere } from './EnrolHere'
import { Hand } from './Hand'
import { useEveningWords } from './messages'
import { Results } from './Results'
import { Room } from './Room'
import { Scan } from './Scan'
import { Sheet } from './Sheet'
import { Start } from './Start'
import { type Evening, useEvening } from './useEvening'
import { Who } from './Who'
import './evening.css'

/** A session of a village's team: one page for all that happens in it, since all of it has to be there without a network. */
export default function EveningPage() {
  const { id, part } = useRoute().params
  return <Part key={id} village={id as VillageID} part={part ?? ''} />
}

function Part({ village, part }: { village: VillageID; part: string }) {
  const m = useEveningWords()
  const evening = useEvening(village)
  if (!evening) {
    return (
      <Page title={m.title}>
        <Skeleton lines={2} cards={4} />
      </Page>
    )
  }
  if (evening.session.opened === null) return <Start evening={evening} />
  return <Open evening={evening} part={part} />
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
