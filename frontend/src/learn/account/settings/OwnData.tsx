import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { accountApi } from '../../../api/account'
import type { Person } from '../../../api/schema'
import { forget } from '../../../app/account'
import { ErrorNotice } from '../../../app/states'
import { Button } from '../../../components/Button/Button'
import { Switch } from '../../../components/Field/Field'
import { Notice } from '../../../components/Notice/Notice'
import { useCore } from '../../../i18n/core'
import { eraseFamily } from '../../../offline/erase'
import { fetchFile, save } from './file'
import { useSettings } from './messages'

/** Taking one's data along, and erasing oneself. */
export function OwnData({ person }: { person: Person }) {
  const { data: m } = useSettings()
  return (
    <>
      <Export />
      {person.guardian === null ? <Erase person={person} /> : <p class="quiet">{m.child}</p>}
    </>
  )
}

function Export() {
  const { data: m } = useSettings()
  const [busy, setBusy] = useState<'html' | 'json' | null>(null)
  const [done, setDone] = useState(false)
  const [error, setError] = useState<unknown>(undefined)

  async function download(format: 'html' | 'json') {
    setBusy(format)
    setDone(false)
    setError(undefined)
    try {
      save(await fetchFile('/me/export', { format }), `hocso.${format}`)
      setDone(true)
    } catch (failure) {
      setError(failure)
    }
    setBusy(null)
  }

  return (
    <section class="stack">
      <h2>{m.export}</h2>
      <p>{m.exportText}</p>
      <div class="stack stack-tight">
        <Button icon="download" busy={busy === 'html'} onClick={() => void download('html')}>
          {busy === 'html' ? m.loading : m.html}
        </Button>
        <Button look="quiet" busy={busy === 'json'} onClick={() => void download('json')}>
          {busy === 'json' ? m.loading : m.json}
        </Button>
      </div>
      {done && <Notice kind="good" live title={m.loaded} />}
      <ErrorNotice error={error} />
    </section>
  )
}

function Erase({ person }: { person: Person }) {
  const { data: m } = useSettings()
  const { route } = useLocation()
  const { action } = useCore()
  const [asking, setAsking] = useState(false)
  const [sure, setSure] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(undefined)

  async function erase() {
    setBusy(true)
    setError(undefined)
    try {
      await accountApi.eraseMe()
      await eraseFamily(person.id)
      await forget()
      route('/', true)
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }

  return (
    <section class="stack">
      <h2>{m.erase}</h2>
      {asking ? (
        <Notice
          kind="error"
          live
          title={m.eraseTitle}
          action={
            <div class="stack stack-tight">
              <Switch label={m.eraseConfirm} checked={sure} onChange={setSure} />
              <Button onClick={() => setAsking(false)}>{action.cancel}</Button>
              <Button look="danger" icon="trash-2" disabled={!sure} busy={busy} onClick={() => void erase()}>
                {m.eraseGo}
              </Button>
            </div>
          }
        >
          <p>{m.eraseText}</p>
        </Notice>
      ) : (
        <>
          <p>{m.eraseText}</p>
          <Button
            look="danger"
            icon="trash-2"
            onClick={() => {
              setSure(false)
              setAsking(true)
            }}
          >
            {m.erase}
          </Button>
        </>
      )}
      <ErrorNotice error={error} />
    </section>
  )
}
