import { useState } from 'preact/hooks'
import { api } from '../../api/endpoints'
import { hasRole, session } from '../../app/session'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { Button, ButtonLink } from '../../components/Button/Button'
import { Notice } from '../../components/Notice/Notice'
import { Page } from '../../components/Page/Page'
import { useCore } from '../../i18n/core'
import { number } from '../../i18n/format'
import { language } from '../../i18n/messages'
import { log } from '../field/log'
import { isGoingOn, whenOf } from '../field/session'
import { tell, Unwritten } from '../field/tell'
import { Before } from './Before'
import { useEveningWords } from './messages'
import { Parked } from './Parked'
import { Ready } from './Ready'
import type { Evening } from './useEvening'
import { moduleTitle, said } from './words'

/** The session as it is now: how many are there, and what to do next. */
export function Room({ evening }: { evening: Evening }) {
  const m = useEveningWords()
  const { helper, present, roster, own } = evening
  const now = evening.session
  const lang = useStore(language)
  const courses = useLoad((signal) => api.courses(lang, { signal }), [lang])
  const here = `/village/${helper.village}/evening`
  const gone = now.people.length - present
  // Of whichever phone enrolled them: whoever has the list prints them.
  const noCard = now.people.filter(({ person }) => evening.byId.get(person)?.card === false).length

  return (
    <Page title={said(now.opened, m)} back={{ href: `/village/${helper.village}`, label: m.back }}>
      <Unwritten />
      <div class="room-about">
        <strong>{moduleTitle(courses.data?.items, now.module)}</strong>
        <span class="quiet">{[now.place, roster?.name].filter(Boolean).join(' · ')}</span>
      </div>
      {now.open && !evening.query && <Older evening={evening} />}
      {now.open && !evening.query && <Doing evening={evening} here={here} gone={gone} />}
      {!now.open && <Closed evening={evening} />}
      <div class="stack stack-tight">
        {now.open && !evening.query && (
          <ButtonLink icon="list-ordered" href={`${here}/paper`}>
            {m.paper}
          </ButtonLink>
        )}
        <ButtonLink icon="award" href={`${here}/results${evening.query}`}>
          {m.results}
        </ButtonLink>
        {noCard > 0 && (
          <ButtonLink icon="id-card" href={`/village/${helper.village}/cards`}>
            {m.cards(number(noCard))}
          </ButtonLink>
        )}
      </div>
      {now.open && <Ready evening={evening} module={now.module ?? ''} />}
      <Parked n={own.parked} />
      {now.open && <Close evening={evening} />}
      <Before evening={evening} courses={courses.data?.items} />
    </Page>
  )
}

/** Nobody has ended the session of the afternoon, say, and it is evening: whoever comes now would be put into it. */
function Older({ evening }: { evening: Evening }) {
  const m = useEveningWords()
  const { opened } = evening.session
  if (opened === null) return null
  const then = whenOf(Date.parse(opened))
  const now = whenOf(Date.now())
  if (then.day === now.day && then.part === now.part) return null
  return (
    <Notice
      kind="warn"
      title={m.older(m.part[then.part])}
      action={
        <Button onClick={() => void tell(log(evening.helper, { kind: 'closed', session: evening.id }, m.close))}>
          {m.olderClose}
        </Button>
      }
    >
      <p>{m.olderText(m.part[now.part])}</p>
    </Notice>
  )
}

function Doing({ evening, here, gone }: { evening: Evening; here: string; gone: number }) {
  const m = useEveningWords()
  const { present } = evening
  const { person } = useStore(session)
  // Only coordinators hand in for others.
  const next = present > 0 && hasRole(person, ['coordinator'])
  return (
    <>
      <p class="room-count num" role="status">
        <strong>{m.present(number(present))}</strong> <span>{m.presentText}</span>
        {gone > 0 && <span class="quiet room-gone">{m.wentHome(number(gone))}</span>}
      </p>
      {present === 0 && <p>{m.nobody}</p>}
      <div class="stack">
        {next && (
          <ButtonLink look="main" icon="smartphone" href={`${here}/next`}>
            {m.next}
          </ButtonLink>
        )}
        <ButtonLink look={next ? 'second' : 'main'} icon="users" href={`${here}/who`}>
          {present > 0 ? m.joinMore : m.join}
        </ButtonLink>
      </div>
    </>
  )
}

function Close({ evening }: { evening: Evening }) {
  const m = useEveningWords()
  const { action } = useCore()
  const [asking, setAsking] = useState(false)
  if (!asking) {
    return (
      <Button look="quiet" onClick={() => setAsking(true)}>
        {m.close}
      </Button>
    )
  }
  return (
    <Notice
      kind="warn"
      title={m.closeTitle}
      live
      action={
        <div class="button-row">
          <Button onClick={() => setAsking(false)}>{action.cancel}</Button>
          <Button
            look="danger"
            onClick={() => void tell(log(evening.helper, { kind: 'closed', session: evening.id }, m.close))}
          >
            {m.closeGo}
          </Button>
        </div>
      }
    >
      <p>{m.closeText}</p>
    </Notice>
  )
}

function Closed({ evening }: { evening: Evening }) {
  const m = useEveningWords()
  const { helper, id } = evening
  const { module, place, people, opened } = evening.session
  const reopen = () =>
    log(
      helper,
      {
        kind: 'opened',
        session: id,
        ...(module && { module }),
        ...(place && { place }),
      },
      m.title,
    )
  return (
    <Notice
      kind="good"
      title={m.closed}
      action={isGoingOn(opened, Date.now()) && <Button onClick={() => void tell(reopen())}>{m.reopen}</Button>}
    >
      <p class="num">{m.came(number(people.length))}</p>
    </Notice>
  )
}
