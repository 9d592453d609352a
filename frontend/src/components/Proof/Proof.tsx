import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { accountApi } from '../../api/account'
import { address } from '../../api/client'
import { ApiError } from '../../api/error'
import { staffApi } from '../../api/staff'
import { adoptLogin } from '../../api/token'
import { useLoad } from '../../app/useLoad'
import { useCore } from '../../i18n/core'
import { Button } from '../Button/Button'
import { CodedError } from '../CodedError/CodedError'
import { Dialog } from '../Dialog/Dialog'
import { Field } from '../Field/Field'
import { useProofWords } from './messages'
import { withProof } from './withProof'

interface Proof {
  /** Does something that may need the proof, asking for it where it does. */
  run: <T>(work: () => Promise<T>) => Promise<T>
  /** To be drawn somewhere on the page. */
  dialog: ComponentChildren
}

/** Asks for the password again where the server wants it for what is being done. */
export function useProof(): Proof {
  const [answer, setAnswer] = useState<((given: boolean) => void) | null>(null)
  const ask = () => new Promise<boolean>((resolve) => setAnswer(() => resolve))
  const end = (given: boolean) => {
    setAnswer(null)
    answer?.(given)
  }
  return {
    run: (work) => withProof(work, ask),
    dialog: answer && <ProofDialog onEnd={end} />,
  }
}

function ProofDialog({ onEnd }: { onEnd: (given: boolean) => void }) {
  const m = useProofWords()
  const { action } = useCore()
  const [password, setPassword] = useState('')
  const [totp, setTotp] = useState('')
  const [withTotp, setWithTotp] = useState(false)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(undefined)

  const code = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (withTotp) code.current?.focus()
  }, [withTotp])

  const fault = password === '' || (withTotp && totp.trim() === '')

  async function submit(event: Event) {
    event.preventDefault()
    setTried(true)
    setError(undefined)
    if (busy || fault) return
    setBusy(true)
    try {
      adoptLogin(await staffApi.confirmLogin({ password, ...(totp.trim() && { totp: totp.trim() }) }))
      onEnd(true)
    } catch (failure) {
      if (failure instanceof ApiError && failure.code === 'totp_required') {
        // That the code is asked for at all is no fault of the person's.
        setWithTotp(true)
        setTried(false)
        if (withTotp) setError(failure)
      } else setError(failure)
      setBusy(false)
    }
  }

  return (
    <Dialog title={m.title} onClose={() => onEnd(false)}>
      <form class="stack" noValidate onSubmit={(event) => void submit(event)}>
        <p>{m.text}</p>
        <Field
          label={m.password}
          type="password"
          autoComplete="current-password"
          maxLength={200}
          value={password}
          error={tried && password === '' ? m.passwordMissing : undefined}
          onInput={setPassword}
        />
        {withTotp && (
          <Field
            label={m.totp}
            hint={m.totpHint}
            inputRef={code}
            autoComplete="one-time-code"
            maxLength={24}
            value={totp}
            error={tried && totp.trim() === '' ? m.totpMissing : undefined}
            onInput={setTotp}
          />
        )}
        <CodedError error={error} words={m.errors} />
        <ByProvider />
        <div class="button-row">
          <Button onClick={() => onEnd(false)}>{action.cancel}</Button>
          <Button look="main" type="submit" busy={busy}>
            {busy ? m.busy : m.submit}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** Staff who sign in by OpenID Connect have no password here: signing in there anew is their proof. The page is left for it. */
function ByProvider() {
  const m = useProofWords()
  const { data } = useLoad(() => accountApi.waysIn(), [])
  if (!data?.oidc) return null
  const here = `/login?back=${encodeURIComponent(location.pathname + location.search)}`
  return <Button onClick={() => location.assign(address('/auth/oidc', { back: here }))}>{m.oidc(data.oidc)}</Button>
}
