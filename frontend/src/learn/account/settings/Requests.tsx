import { useId, useState } from 'preact/hooks'
import { accountApi } from '../../../api/account'
import type { Request, RequestKind } from '../../../api/schema'
import { ErrorNotice, LoadError } from '../../../app/states'
import { useLoad } from '../../../app/useLoad'
import { Button } from '../../../components/Button/Button'
import { Card } from '../../../components/Card/Card'
import { Notice } from '../../../components/Notice/Notice'
import { Skeleton } from '../../../components/Skeleton/Skeleton'
import { StatusChip } from '../../../components/StatusChip/StatusChip'
import { useCore } from '../../../i18n/core'
import { day } from '../../../i18n/format'
import { useSettings } from './messages'
import { clockOf, kinds, needsWords } from './requests'

/** What one has asked about one's data, with the days until which it must be answered, and asking anew. */
export function Requests() {
  const { requests: m } = useSettings()
  const { data, error, reload } = useLoad(() => accountApi.myRequests(), [])
  const [writing, setWriting] = useState(false)
  const [sent, setSent] = useState(false)
  return (
    <section class="stack">
      <p>{m.text}</p>
      {sent && <Notice kind="good" live title={m.sent} />}
      {writing ? (
        <Form
          onEnd={(made) => {
            setWriting(false)
            setSent(made)
            if (made) reload()
          }}
        />
      ) : (
        <Button look="main" icon="pencil" onClick={() => setWriting(true)}>
          {m.make}
        </Button>
      )}
      {!data && (error === undefined ? <Skeleton lines={0} cards={1} /> : <LoadError error={error} retry={reload} />)}
      {data && data.items.length === 0 && !writing && <p class="quiet">{m.empty}</p>}
      {data && data.items.length > 0 && (
        <>
          <h2>{m.list}</h2>
          <ul class="picks">
            {data.items.map((request) => (
              <li key={request.id}>
                <One request={request} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function One({ request }: { request: Request }) {
  const { requests: m } = useSettings()
  const due = clockOf(request, new Date())
  return (
    <Card>
      <div class="stack stack-tight">
        <div class="me-row">
          <strong>{m.kinds[request.kind]}</strong>
          <StatusChip
            tone={request.status === 'open' ? 'wait' : 'good'}
            icon={request.status === 'open' ? 'clock' : 'circle-check'}
          >
            {m.status[request.status]}
          </StatusChip>
        </div>
        {request.text && <p>{request.text}</p>}
        <p class="small quiet num">
          {m.on(day(request.created_at))}
          {due && `. ${due.until === 'answer' ? m.answerBy(day(due.at)) : m.finishBy(day(due.at))}`}
        </p>
        {due?.late && <p>{m.late}</p>}
        {request.note && (
          <p>
            <strong>{m.answer}:</strong> {request.note}
          </p>
        )}
      </div>
    </Card>
  )
}

function Form({ onEnd }: { onEnd: (made: boolean) => void }) {
  const { requests: m } = useSettings()
  const { action } = useCore()
  const id = useId()
  const [kind, setKind] = useState<RequestKind>('access')
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(undefined)
  const missing = needsWords(kind) && text.trim() === ''

  async function send(event: Event) {
    event.preventDefault()
    setTried(true)
    if (busy || missing) return
    setBusy(true)
    setError(undefined)
    try {
      const words = text.trim().normalize('NFC')
      await accountApi.makeRequest({ kind, ...(words && { text: words }) })
      onEnd(true)
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }

  return (
    <form class="stack" noValidate onSubmit={(event) => void send(event)}>
      <fieldset class="stack stack-tight">
        <legend class="field-label">{m.kind}</legend>
        {kinds.map((one) => (
          <label key={one} class="choice-row">
            <input type="radio" name={id} checked={one === kind} onChange={() => setKind(one)} />
            <span>{m.kinds[one]}</span>
          </label>
        ))}
      </fieldset>
      <div class="field">
        <label class="field-label" for={`${id}-text`}>
          {needsWords(kind) ? m.labelNeeded : m.label}
        </label>
        <textarea
          id={`${id}-text`}
          class="field-input"
          rows={4}
          maxLength={500}
          value={text}
          aria-invalid={tried && missing ? 'true' : undefined}
          aria-describedby={tried && missing ? `${id}-error` : undefined}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        {tried && missing && (
          <p class="field-error" id={`${id}-error`} role="alert">
            {m.missing}
          </p>
        )}
      </div>
      <ErrorNotice error={error} />
      <div class="button-row">
        <Button onClick={() => onEnd(false)}>{action.cancel}</Button>
        <Button look="main" type="submit" busy={busy}>
          {busy ? m.sending : m.send}
        </Button>
      </div>
    </form>
  )
}
