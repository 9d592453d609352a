import { useId, useState } from 'preact/hooks'
import type { Request } from '../../api/schema'
import { staffApi } from '../../api/staff'
import { Button } from '../../components/Button/Button'
import { Card } from '../../components/Card/Card'
import { CodedError } from '../../components/CodedError/CodedError'
import { StatusChip } from '../../components/StatusChip/StatusChip'
import { clockOf } from '../../learn/account/settings/requests'
import { useDesk } from './messages'
import { dueMoment, moment } from './moment'
import { NoteField } from './NoteField'

interface RequestCardProps {
  request: Request
  /** The village's name. */
  place: string
  /** After it was answered or finished, with what to say about that. */
  onDone: (text: string) => void
}

export function RequestCard({ request, place, onDone }: RequestCardProps) {
  const { requests: m } = useDesk()
  const id = useId()
  const [writing, setWriting] = useState(false)
  const kind = m.kinds[request.kind]
  return (
    <Card>
      <article class="stack stack-tight num" aria-labelledby={id}>
        <h2 id={id}>{kind.label}</h2>
        <p>
          <strong>{request.person_name ?? m.erased}</strong>, {place}
          <br />
          <span class="small quiet">{m.sent(moment(request.created_at))}</span>
        </p>
        <Clock request={request} />
        {request.text && (
          <div>
            <p class="small quiet">{m.said}</p>
            <p class="desk-said">{request.text}</p>
          </div>
        )}
        {request.note && (
          <div>
            <p class="small quiet">{m.answered}</p>
            <p class="desk-said">{request.note}</p>
          </div>
        )}
        {request.status !== 'finished' && (
          <>
            <p>{kind.todo}</p>
            {writing ? (
              <Handle request={request} onDone={onDone} />
            ) : (
              <Button icon="pencil" onClick={() => setWriting(true)}>
                {request.status === 'open' ? m.begin : m.beginDone}
              </Button>
            )}
          </>
        )}
      </article>
    </Card>
  )
}

/** By when; a late one says so in a word and with an icon, not by colour alone. */
function Clock({ request }: { request: Request }) {
  const { requests: m } = useDesk()
  const next = clockOf(request, new Date())
  const when = next && dueMoment(next.at)
  const [coming, late] =
    next?.until === 'answer' ? ([m.answerBy, m.answerLate] as const) : ([m.finishBy, m.finishLate] as const)
  return (
    <p class="desk-chips">
      {next && when && (
        <StatusChip tone={next.late ? 'you' : 'wait'} icon={next.late ? 'triangle-alert' : 'clock'}>
          {next.late ? late(when) : coming(when)}
        </StatusChip>
      )}
      {request.answered_at && (
        <StatusChip tone="info" icon="check">
          {m.answeredAt(moment(request.answered_at))}
        </StatusChip>
      )}
      {request.finished_at && (
        <StatusChip tone="good" icon="circle-check">
          {m.finishedAt(moment(request.finished_at))}
        </StatusChip>
      )}
    </p>
  )
}

function Handle({ request, onDone }: Pick<RequestCardProps, 'request' | 'onDone'>) {
  const { requests: m, errors } = useDesk()
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState<'answered' | 'finished' | null>(null)
  const [error, setError] = useState<unknown>(undefined)
  const open = request.status === 'open'

  async function save(status: 'answered' | 'finished') {
    setTried(true)
    setError(undefined)
    if (busy || note.trim() === '') return
    setBusy(status)
    try {
      await staffApi.handleRequest(request.id, { status, note: note.trim().normalize('NFC') })
      onDone(status === 'answered' ? m.savedAnswer : m.savedFinish)
    } catch (failure) {
      setError(failure)
      setBusy(null)
    }
  }

  return (
    <div class="stack stack-tight">
      <NoteField
        label={open ? m.note : m.noteDone}
        hint={m.noteHint}
        value={note}
        error={tried && note.trim() === '' ? m.noteMissing : undefined}
        onInput={setNote}
      />
      <CodedError error={error} words={errors} />
      {open && (
        <Button icon="send" busy={busy === 'answered'} onClick={() => void save('answered')}>
          {busy === 'answered' ? m.saving : m.answer}
        </Button>
      )}
      <Button
        icon="check"
        look={open ? 'quiet' : 'second'}
        busy={busy === 'finished'}
        onClick={() => void save('finished')}
      >
        {busy === 'finished' ? m.saving : m.finish}
      </Button>
    </div>
  )
}
