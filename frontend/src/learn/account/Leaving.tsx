import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { api } from '../../api/endpoints'
import type { Person } from '../../api/schema'
import { forget, signOut } from '../../app/account'
import { outboxState } from '../../app/running'
import { ErrorNotice } from '../../app/states'
import { useStore } from '../../app/store'
import { Button } from '../../components/Button/Button'
import { Switch } from '../../components/Field/Field'
import { Notice } from '../../components/Notice/Notice'
import { useCore } from '../../i18n/core'
import { number } from '../../i18n/format'
import { eraseOwn } from '../../offline/erase'
import { flushNow } from '../../offline/outbox'
import { useAccount } from './messages'

type Asking = 'nothing' | 'signOut' | 'erase'

/** Taking one's data along, signing out, and erasing oneself. */
export function Leaving({ person }: { person: Person }) {
  const { me: m } = useAccount()
  const { unsent, sending } = useStore(outboxState)
  const { route } = useLocation()
  const words = useCore()
  const [asking, setAsking] = useState<Asking>('nothing')
  const [sure, setSure] = useState(false)
  const [error, setError] = useState<unknown>(undefined)
  const lonely = person.phone === null

  async function guard(work: () => Promise<void>) {
    setError(undefined)
    try {
      await work()
    } catch (failure) {
      setError(failure)
    }
  }

  const leave = async () => {
    // Without a network the phone forgets all the same; the cookie runs out by itself.
    await signOut().catch(() => undefined)
    route('/', true)
  }

  const erase = () =>
    guard(async () => {
      await api.eraseMe()
      await eraseOwn(person.id)
      await forget()
      route('/', true)
    })

  const download = () =>
    guard(async () => {
      const file = new Blob([JSON.stringify(await api.exportMe(), null, 2)], { type: 'application/json' })
      const link = document.createElement('a')
      link.href = URL.createObjectURL(file)
      link.download = 'hocso.json'
      link.click()
      // The download has its own hold on the data once it has begun.
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
    })

  return (
    <section class="stack">
      <h2>{m.data}</h2>
      <p class="quiet">{m.exportText}</p>
      <Button icon="download" onClick={() => void download()}>
        {m.export}
      </Button>
      <ErrorNotice error={error} />
      {asking === 'signOut' ? (
        <Notice
          kind="warn"
          live
          title={unsent > 0 ? m.signOutUnsent(number(unsent)) : m.signOutNoPhone}
          action={
            <div class="stack stack-tight">
              {unsent > 0 && (
                <Button look="main" icon="send" busy={sending} onClick={() => void flushNow()}>
                  {sending ? words.unsent.sending : words.unsent.send}
                </Button>
              )}
              <Button onClick={() => setAsking('nothing')}>{words.action.cancel}</Button>
              <Button look="danger" onClick={() => void leave()}>
                {m.signOutAnyway}
              </Button>
            </div>
          }
        >
          {unsent > 0 && <p>{m.signOutUnsentText}</p>}
          {lonely && <p>{m.signOutNoPhoneText}</p>}
        </Notice>
      ) : (
        <Button icon="log-out" onClick={() => (unsent > 0 || lonely ? setAsking('signOut') : void leave())}>
          {m.signOut}
        </Button>
      )}
      {asking === 'erase' ? (
        <Notice
          kind="error"
          live
          title={m.eraseTitle}
          action={
            <div class="stack stack-tight">
              <Switch label={m.eraseConfirm} checked={sure} onChange={setSure} />
              <Button onClick={() => setAsking('nothing')}>{words.action.cancel}</Button>
              <Button look="danger" icon="trash-2" disabled={!sure} onClick={() => void erase()}>
                {m.eraseGo}
              </Button>
            </div>
          }
        >
          <p>{m.eraseText}</p>
        </Notice>
      ) : (
        <Button
          look="quiet"
          onClick={() => {
            setSure(false)
            setAsking('erase')
          }}
        >
          {m.erase}
        </Button>
      )}
    </section>
  )
}
