import type { Encounters, UUID, VillageID } from '../../api/schema'
import { staffApi } from '../../api/staff'
import { useLoad } from '../../app/useLoad'
import { CodedError } from '../../components/CodedError/CodedError'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { clock, day } from '../../i18n/format'
import { useEveningWords } from '../evening/messages'
import type { EveningWords } from '../evening/messages.vi'
import { useVisitsWords } from '../visits/messages'
import type { VisitsWords } from '../visits/messages.vi'
import { usePeople } from './messages'

/** The sessions that somebody came to and the visits to them, as the team noted them. */
export function Met({ village, person }: { village: VillageID; person: UUID }) {
  const m = usePeople()
  const evening = useEveningWords()
  const visits = useVisitsWords()
  const { data, error } = useLoad(() => staffApi.residentFieldwork(village, person), [village, person])
  const lines = data && linesOf(data, evening, visits)
  return (
    <section class="stack">
      <h2>{m.person.met}</h2>
      {!data && error === undefined && <Skeleton lines={2} />}
      <CodedError error={error} words={m.errors} />
      {lines?.length === 0 && <p>{m.person.metNone}</p>}
      {lines && lines.length > 0 && (
        <ol class="history">
          {lines.map(({ at, what, more }) => (
            <li key={at}>
              <p>{what}</p>
              <p class="small quiet num">{more}</p>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

/** Both kinds by time, the newest first. */
function linesOf({ sessions, visits }: Encounters, evening: EveningWords, words: VisitsWords) {
  const came = sessions.map(({ joined_at: at, left_at: left, part }) => ({
    at,
    what: `${evening.title}, ${evening.part[part].toLowerCase()}`,
    more: `${day(at)}, ${left ? evening.told.left(clock(at), clock(left)) : evening.told.came(clock(at))}`,
  }))
  const seen = visits.map(({ at, outcome, by }) => ({
    at,
    what: `${words.about}: ${words.outcome[outcome].toLowerCase()}`,
    more: [`${clock(at)}, ${day(at)}`, by].filter(Boolean).join(' · '),
  }))
  return [...came, ...seen].sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
}
