import { useState } from 'preact/hooks'
import { accountApi } from '../../api/account'
import type { Person } from '../../api/schema'
import { session } from '../../app/session'
import { useStore } from '../../app/store'
import { Button, ButtonLink } from '../../components/Button/Button'
import { Icon } from '../../components/Icon/Icon'
import type { KnownPerson } from '../../offline/db'
import { StepHeading } from '../account/StepHeading'
import { enter, enterFrom } from './enter'
import { Forget } from './Forget'
import { Leave } from './Leave'
import { useEntry } from './messages'
import { OpenChild } from './OpenChild'
import { PinEntry } from './PinEntry'
import { wayIn } from './who'

interface WhoPersonProps {
  one: KnownPerson
  people: readonly KnownPerson[]
  onBack: () => void
  onDone: (person: Person) => void
}

/** Who is signed in; whose sign-in has ended comes in like anybody else. */
function useHere() {
  const { person, expired } = useStore(session)
  return expired ? undefined : person?.id
}

/** One name of the list: how this person gets in, and how the name leaves the phone. */
export function WhoPerson({ one, people, onBack, onDone }: WhoPersonProps) {
  const { who: m, pin } = useEntry()
  const here = useHere()
  const [forgetting, setForgetting] = useState(false)
  const way = wayIn(one, people, here)
  return (
    <div class="page">
      <div class="page-head">
        <button type="button" class="page-back link-button" onClick={onBack}>
          <Icon name="arrow-left" />
          <span>{m.back}</span>
        </button>
        <StepHeading>{pin.title(one.name)}</StepHeading>
        {way.by === 'nothing' && <p>{m.goOnText(one.name)}</p>}
      </div>
      {forgetting ? (
        <Forget one={one} onStay={() => setForgetting(false)} onDone={onBack} />
      ) : (
        <>
          {way.by === 'nothing' ? (
            <ButtonLink look="main" href="/">
              {m.goOn}
            </ButtonLink>
          ) : (
            <Leave to={one.id} onStay={onBack}>
              <Way one={one} people={people} onDone={onDone} />
            </Leave>
          )}
          {/* The list has the children of who is signed in, whether they have had the phone or not. */}
          {way.by !== 'parent' && (
            <Button look="quiet" onClick={() => setForgetting(true)}>
              {m.forget}
            </Button>
          )}
        </>
      )}
    </div>
  )
}

function Way({ one, people, onDone }: Omit<WhoPersonProps, 'onBack'>) {
  const { pin: m, who } = useEntry()
  const here = useHere()
  const [wantsPin, setWantsPin] = useState(false)
  const way = wayIn(one, people, here)

  if (way.by === 'password') {
    return (
      <>
        <p>{m.staffText}</p>
        <ButtonLink look="main" href="/login?other=1&staff=1">
          {m.staffGo}
        </ButtonLink>
      </>
    )
  }
  if (way.by === 'parent') return <OpenChild child={one} onDone={onDone} />
  if (way.by === 'parent-away') return <p>{m.parentAway}</p>
  if (way.by === 'parent-pin') {
    const { parent } = way
    return (
      <>
        <p>
          {m.parentText(one.name)} <strong>{m.parent(parent.name)}</strong>.
        </p>
        <PinEntry
          label={m.parent(parent.name)}
          ask={async (pin) => {
            await enter(() => accountApi.loginProfile({ person: parent.id, pin }), true)
            return enterFrom((token) => accountApi.loginChild(one.id, token))
          }}
          onDone={(login) => onDone(login.person)}
        />
      </>
    )
  }
  if (way.by === 'card' && !wantsPin) {
    return (
      <>
        <p>{m.cardOnly}</p>
        <div class="entry-links">
          <ButtonLink look="main" icon="qr-code" href="/card">
            {who.card}
          </ButtonLink>
          <Button onClick={() => setWantsPin(true)}>{m.usePin}</Button>
        </div>
      </>
    )
  }
  return (
    <>
      <p class="pin-ask">{m.ask}</p>
      <PinEntry
        label={m.ask}
        ask={(pin) => enter(() => accountApi.loginProfile({ person: one.id, pin }), true)}
        onDone={(login) => onDone(login.person)}
      />
      <div class="entry-links">
        <ButtonLink look="quiet" href="/recover">
          {m.forgot}
        </ButtonLink>
        <ButtonLink look="quiet" href="/card">
          {who.card}
        </ButtonLink>
      </div>
    </>
  )
}
