import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { api } from '../../api/endpoints'
import type { Person } from '../../api/schema'
import { forget } from '../../app/account'
import { ErrorNotice } from '../../app/states'
import { Button } from '../../components/Button/Button'
import { Switch } from '../../components/Field/Field'
import { Notice } from '../../components/Notice/Notice'
import { useCore } from '../../i18n/core'
import { eraseOwn } from '../../offline/erase'
import { useSettings } from './settingsMessages'

/** Taking one's data along, and erasing oneself. */
export function OwnData({ person }: { person: Person }) {
  const m = useSettings()
  const { route } = useLocation()
  const { action } = useCore()
  const [asking, setAsking] = useState(false)
  const [sure, setSure] = useState(false)
  const [error, setError] = useState<unknown>(undefined)

  async function guard(work: () => Promise<void>) {
    setError(undefined)
    try {
      await work()
    } catch (failure) {
      setError(failure)
    }
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

  function ask() {
    setSure(false)
    setAsking(true)
  }

  return (
    <section class="stack">
      <h2>{m.data}</h2>
      <p class="quiet">{m.exportText}</p>
      <Button icon="download" onClick={() => void download()}>
        {m.export}
      </Button>
      <ErrorNotice error={error} />
      {asking ? (
        <Notice
          kind="error"
          live
          title={m.eraseTitle}
          action={
            <div class="stack stack-tight">
              <Switch label={m.eraseConfirm} checked={sure} onChange={setSure} />
              <Button onClick={() => setAsking(false)}>{action.cancel}</Button>
              <Button look="danger" icon="trash-2" disabled={!sure} onClick={() => void erase()}>
                {m.eraseGo}
              </Button>
            </div>
          }
        >
          <p>{m.eraseText}</p>
        </Notice>
      ) : (
        <Button look="quiet" onClick={ask}>
          {m.erase}
        </Button>
      )}
    </section>
  )
}
