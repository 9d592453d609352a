import { useRef, useState } from 'preact/hooks'
import type { UUID } from '../../api/schema'
import { ButtonLink } from '../../components/Button/Button'
import { Notice } from '../../components/Notice/Notice'
import { Page } from '../../components/Page/Page'
import type { Scanned } from '../../learn/entry/codes'
import { Scanner } from '../../learn/entry/Scanner'
import { log } from '../field/log'
import { cardNumber } from '../field/roster'
import { tell, Unwritten } from '../field/tell'
import { useEveningWords } from './messages'
import { ToldBar } from './ToldBar'
import type { Evening } from './useEvening'
import { useNames } from './useNames'
import '../../learn/entry/entry.css'

/** Attendance by card: one after the other, without touching the phone in between. */
export default function Scan({ evening }: { evening: Evening }) {
  const m = useEveningWords()
  const nameOf = useNames()
  const [last, setLast] = useState<UUID | undefined>(undefined)
  const [fault, setFault] = useState('')
  // A card lies before the camera while the phone writes it down, and after it was taken back.
  const done = useRef('')
  const { helper, session, people } = evening
  const here = `/village/${helper.village}/evening`

  function take(found: Scanned): boolean {
    setFault('')
    if (found.kind === 'card') void join(found.token)
    else setFault(m.who.scanOther)
    return true
  }

  async function join(token: string) {
    const number = await cardNumber(token)
    if (number === done.current) return
    done.current = ''
    const person = people.find((one) => one.card_number === number)
    setLast(person?.id)
    if (!person) return setFault(m.who.scanUnknown)
    done.current = number
    const there = session.people.some((one) => one.person === person.id && one.left === null)
    if (there) return
    const joined = { kind: 'joined', session: evening.id, person: person.id } as const
    if (!(await tell(log(helper, joined, `${m.join}: ${nameOf(person)}`)))) {
      done.current = ''
      return
    }
    // Who holds a card out looks at it, and not at the screen.
    navigator.vibrate?.(100)
  }

  return (
    <Page title={m.who.scan} lead={m.who.scanText} back={{ href: `${here}/who`, label: m.who.title }}>
      <Scanner onFound={take} />
      {/* Stands there before it says something: a screen reader speaks changes alone. */}
      <div role="status">{fault && <Notice kind="warn" icon="id-card" title={fault} />}</div>
      <ButtonLink icon="users" href={`${here}/who`}>
        {m.who.names}
      </ButtonLink>
      <Unwritten />
      <ToldBar evening={evening} last={last} />
    </Page>
  )
}
