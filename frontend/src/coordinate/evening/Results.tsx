import type { UUID } from '../../api/schema'
import { Button } from '../../components/Button/Button'
import { EmptyState } from '../../components/EmptyState/EmptyState'
import type { IconName } from '../../components/Icon/names'
import { Notice } from '../../components/Notice/Notice'
import { Page } from '../../components/Page/Page'
import { usePrinted } from '../../components/Printed/usePrinted'
import { StatusChip } from '../../components/StatusChip/StatusChip'
import { clock, number } from '../../i18n/format'
import type { Attendee } from '../field/session'
import { moment } from '../moment'
import { useEveningWords } from './messages'
import { type Outcome, outcome } from './outcome'
import type { Evening } from './useEvening'
import { useNames } from './useNames'
import { said } from './words'

const looks: Record<Outcome, { tone: 'good' | 'wait' | 'plain'; icon: IconName }> = {
  passed: { tone: 'good', icon: 'circle-check' },
  tried: { tone: 'wait', icon: 'rotate-ccw' },
  waiting: { tone: 'plain', icon: 'cloud-upload' },
  none: { tone: 'plain', icon: 'minus' },
}

/** What came of a session, on one page. Without a network, as this phone knows it, and it says so. */
export default function Results({ evening }: { evening: Evening }) {
  const words = useEveningWords()
  const m = words.told
  const { session, own, fresh, roster, told } = evening
  usePrinted()
  const all = withAnswered(evening)
  const outcomes = all.map(({ person }) => outcome(evening, person))
  const tried = outcomes.filter((one) => one !== 'none').length
  const passed = outcomes.filter((one) => one === 'passed').length
  const lead = [said(session.opened, words), session.place, roster?.name].filter(Boolean).join(' · ')
  return (
    <Page
      title={m.title}
      lead={lead}
      back={{ href: `/village/${evening.helper.village}/evening${evening.query}`, label: words.backToRoom }}
    >
      {!fresh && (
        <Notice kind="offline" title={m.local}>
          <p>{m.localText}</p>
          {told?.session.id === evening.id && <p class="num">{m.asOf(moment(told.as_of))}</p>}
        </Notice>
      )}
      {own.unsent > 0 && <p class="small quiet num">{m.unsent(number(own.unsent))}</p>}
      {all.length === 0 ? (
        <EmptyState picture="nothing" title={m.nobody}>
          <p>{words.nobody}</p>
        </EmptyState>
      ) : (
        <>
          <div class="sheet-print">
            <h2>{m.title}</h2>
            <p>{lead}</p>
          </div>
          <p class="num">
            <strong>{m.counts(number(session.people.length), number(tried), number(passed))}</strong>
            {all.length > session.people.length && ` ${m.unticked(number(all.length - session.people.length))}`}
          </p>
          <ul class="attended">
            {all.map((one, place) => (
              <Row key={one.person} evening={evening} one={one} outcome={outcomes[place] ?? 'none'} />
            ))}
          </ul>
          <div class="print-not">
            <Button icon="printer" onClick={() => print()}>
              {m.print}
            </Button>
          </div>
        </>
      )}
    </Page>
  )
}

/** Who came, and whoever has answered without having been ticked off. */
function withAnswered({ id, session, told }: Evening): Attendee[] {
  const there = new Set<UUID>(session.people.map(({ person }) => person))
  const others =
    told?.session.id === id ? told.items.filter(({ person, results }) => results.length && !there.has(person)) : []
  return [...session.people, ...others.map(({ person }) => ({ person, joined: null, left: null, joins: [] }))]
}

function Row({ evening, one, outcome: came }: { evening: Evening; one: Attendee; outcome: Outcome }) {
  const { told: m } = useEveningWords()
  const nameOf = useNames()
  const { person, joined, left } = one
  const known = evening.byId.get(person) ?? evening.told?.items.find((item) => item.person === person)
  return (
    <li class="attended-row">
      <span class="attended-who">
        <strong>{nameOf(known)}</strong>
        {joined && (
          <span class="small quiet num">{left ? m.left(clock(joined), clock(left)) : m.came(clock(joined))}</span>
        )}
      </span>
      <StatusChip {...looks[came]}>{m[came]}</StatusChip>
    </li>
  )
}
