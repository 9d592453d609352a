import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { accountApi } from '../../../api/account'
import type { Child } from '../../../api/schema'
import { LoadError } from '../../../app/states'
import { useLoad } from '../../../app/useLoad'
import { Button } from '../../../components/Button/Button'
import { Card } from '../../../components/Card/Card'
import { Field, Switch } from '../../../components/Field/Field'
import { Notice } from '../../../components/Notice/Notice'
import { Skeleton } from '../../../components/Skeleton/Skeleton'
import { useCore } from '../../../i18n/core'
import { day } from '../../../i18n/format'
import { eraseOwn } from '../../../offline/erase'
import { EntryError } from '../../entry/EntryError'
import { Leave } from '../../entry/Leave'
import { OpenChild } from '../../entry/OpenChild'
import { useSettings } from './messages'

/** The profiles that a parent has opened for children. */
export function Children() {
  const { children: m } = useSettings()
  const { data, error, reload } = useLoad(() => accountApi.children(), [])
  const [adding, setAdding] = useState(false)
  if (!data) {
    return error === undefined ? <Skeleton lines={1} cards={1} /> : <LoadError error={error} retry={reload} />
  }
  return (
    <section class="stack">
      <p>{m.text}</p>
      {data.items.length === 0 && !adding && <p class="quiet">{m.empty}</p>}
      <ul class="picks">
        {data.items.map((child) => (
          <li key={child.id}>
            <One child={child} onErased={reload} />
          </li>
        ))}
      </ul>
      {adding ? (
        <Add
          onEnd={(added) => {
            setAdding(false)
            if (added) reload()
          }}
        />
      ) : (
        <Button icon="user-plus" onClick={() => setAdding(true)}>
          {m.add}
        </Button>
      )}
    </section>
  )
}

function One({ child, onErased }: { child: Child; onErased: () => void }) {
  const { children: m } = useSettings()
  const { action } = useCore()
  const { route } = useLocation()
  const [doing, setDoing] = useState<'open' | 'erase' | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(undefined)

  async function erase() {
    setBusy(true)
    setError(undefined)
    try {
      await accountApi.removeChild(child.id)
      await eraseOwn(child.id)
      onErased()
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }

  return (
    <Card>
      <div class="stack">
        <div>
          <h2>{child.name}</h2>
          <p class="small quiet num">{m.since(day(child.created_at))}</p>
        </div>
        {doing === 'open' && (
          <Leave onStay={() => setDoing(null)}>
            <OpenChild child={child} onDone={() => route('/', true)} />
          </Leave>
        )}
        {doing === 'erase' && (
          <Notice
            kind="error"
            live
            title={m.eraseTitle(child.name)}
            action={
              <div class="stack stack-tight">
                <Button onClick={() => setDoing(null)}>{action.cancel}</Button>
                <Button look="danger" icon="trash-2" busy={busy} onClick={() => void erase()}>
                  {m.eraseGo}
                </Button>
              </div>
            }
          >
            <p>{m.eraseText}</p>
          </Notice>
        )}
        <EntryError error={error} />
        {doing === null && (
          <div class="stack stack-tight">
            <Button onClick={() => setDoing('open')}>{m.open(child.name)}</Button>
            <Button look="quiet" onClick={() => setDoing('erase')}>
              {m.erase}
            </Button>
          </div>
        )}
      </div>
    </Card>
  )
}

function Add({ onEnd }: { onEnd: (added: boolean) => void }) {
  const { children: m } = useSettings()
  const { action } = useCore()
  const [name, setName] = useState('')
  const [guardian, setGuardian] = useState(false)
  const [agrees, setAgrees] = useState(false)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(undefined)

  async function add(event: Event) {
    event.preventDefault()
    setTried(true)
    setError(undefined)
    if (busy || name.trim() === '' || !guardian || !agrees) return
    setBusy(true)
    try {
      await accountApi.addChild({ name: name.trim().normalize('NFC'), consent: { guardian, child: agrees } })
      onEnd(true)
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }

  return (
    <form class="stack" noValidate onSubmit={(event) => void add(event)}>
      <h2>{m.add}</h2>
      <Field
        label={m.name}
        autoComplete="off"
        maxLength={80}
        value={name}
        error={tried && name.trim() === '' ? m.nameMissing : undefined}
        onInput={setName}
      />
      <div class="stack stack-tight">
        <Switch label={m.guardian} checked={guardian} onChange={setGuardian}>
          {m.guardianText}
        </Switch>
        <Switch label={m.child} checked={agrees} onChange={setAgrees}>
          {m.childText}
        </Switch>
      </div>
      {tried && !(guardian && agrees) && <Notice kind="warn" icon="triangle-alert" live title={m.both} />}
      <EntryError error={error} />
      <div class="button-row">
        <Button onClick={() => onEnd(false)}>{action.cancel}</Button>
        <Button look="main" type="submit" busy={busy}>
          {m.go}
        </Button>
      </div>
    </form>
  )
}
