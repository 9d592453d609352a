import { useState } from 'preact/hooks'
import { accountApi } from '../../../api/account'
import type { Device } from '../../../api/schema'
import { ErrorNotice, LoadError } from '../../../app/states'
import { useLoad } from '../../../app/useLoad'
import { Button } from '../../../components/Button/Button'
import { Card } from '../../../components/Card/Card'
import { Notice } from '../../../components/Notice/Notice'
import { Skeleton } from '../../../components/Skeleton/Skeleton'
import { StatusChip } from '../../../components/StatusChip/StatusChip'
import { useCore } from '../../../i18n/core'
import { clock, day } from '../../../i18n/format'
import { useSettings } from './messages'

/** The phones and computers that know this person; any but the one in the hand can be taken off. */
export function Devices() {
  const { devices: m } = useSettings()
  const { data, error, reload } = useLoad(() => accountApi.devices(), [])
  const [asking, setAsking] = useState<readonly Device[] | null>(null)
  if (!data) {
    return error === undefined ? <Skeleton lines={1} cards={2} /> : <LoadError error={error} retry={reload} />
  }
  const others = data.items.filter((device) => !device.current)
  return (
    <section class="stack">
      <p>{m.text}</p>
      <ul class="picks">
        {data.items.map((device) => (
          <li key={device.id}>
            <Card>
              <div class="me-row">
                <span>
                  <strong>{m.labels[device.label]}</strong>
                  <br />
                  <span class="small quiet num">{m.used(`${clock(device.used_at)}, ${day(device.used_at)}`)}</span>
                </span>
                {device.current ? (
                  <StatusChip tone="good" icon="circle-check">
                    {m.current}
                  </StatusChip>
                ) : (
                  <Button fit look="danger" onClick={() => setAsking([device])}>
                    {m.remove}
                  </Button>
                )}
              </div>
              {!device.signed_in && <p class="small quiet">{m.out}</p>}
            </Card>
          </li>
        ))}
      </ul>
      {others.length === 0 && <p class="quiet">{m.onlyThis}</p>}
      {others.length > 1 && !asking && (
        <Button look="danger" icon="log-out" onClick={() => setAsking(others)}>
          {m.others}
        </Button>
      )}
      {asking && (
        <Remove
          key={asking.map(({ id }) => id).join()}
          devices={asking}
          onEnd={(removed) => {
            setAsking(null)
            if (removed) reload()
          }}
        />
      )}
    </section>
  )
}

function Remove({ devices, onEnd }: { devices: readonly Device[]; onEnd: (removed: boolean) => void }) {
  const { devices: m } = useSettings()
  const { action } = useCore()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(undefined)
  const [one] = devices

  async function remove() {
    setBusy(true)
    setError(undefined)
    try {
      for (const { id } of devices) await accountApi.removeDevice(id)
      onEnd(true)
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }

  return (
    <Notice
      kind="warn"
      icon="triangle-alert"
      live
      title={devices.length === 1 && one ? m.removeTitle(m.labels[one.label]) : m.othersTitle}
      action={
        <div class="stack stack-tight">
          <Button onClick={() => onEnd(false)}>{action.cancel}</Button>
          <Button look="danger" busy={busy} onClick={() => void remove()}>
            {m.removeGo}
          </Button>
          <ErrorNotice error={error} />
        </div>
      }
    >
      <p>{m.removeText}</p>
    </Notice>
  )
}
