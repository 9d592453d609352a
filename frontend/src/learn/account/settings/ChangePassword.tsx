import { useState } from 'preact/hooks'
import { accountApi } from '../../../api/account'
import { ApiError } from '../../../api/error'
import { Button } from '../../../components/Button/Button'
import { Field } from '../../../components/Field/Field'
import { Notice } from '../../../components/Notice/Notice'
import { EntryError } from '../../entry/EntryError'
import { enterFrom } from '../../entry/enter'
import { hasCode } from '../../entry/steps'
import { useSettings } from './messages'

/** As the server asks for. */
const shortest = 15

export function ChangePassword() {
  const { secret: m } = useSettings()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const [tried, setTried] = useState(false)
  const [refused, setRefused] = useState<'current' | 'next' | null>(null)
  const [busy, setBusy] = useState(false)
  const [changed, setChanged] = useState(false)
  const [error, setError] = useState<unknown>(undefined)

  const currentFault = current === '' ? m.passwordMissing : refused === 'current' ? m.passwordWrong : undefined
  const nextFault = [...next].length < shortest ? m.passwordShort : refused === 'next' ? m.passwordWeak : undefined
  const againFault = again !== next ? m.passwordDiffers : undefined

  async function change(event: Event) {
    event.preventDefault()
    setTried(true)
    setChanged(false)
    setError(undefined)
    if (busy || currentFault || nextFault || againFault) return
    setBusy(true)
    try {
      await enterFrom((token) => accountApi.changeSecret({ current, new: next }, token))
      setCurrent('')
      setNext('')
      setAgain('')
      setTried(false)
      setChanged(true)
    } catch (failure) {
      if (hasCode(failure, 'wrong_credentials')) setRefused('current')
      else if (failure instanceof ApiError && failure.fields.length > 0) setRefused('next')
      else setError(failure)
    }
    setBusy(false)
  }

  const told = (fault: string | undefined) => (tried ? fault : undefined)
  return (
    <form class="stack" noValidate onSubmit={(event) => void change(event)}>
      <h2>{m.password}</h2>
      {changed && <Notice kind="good" live title={m.passwordChanged} />}
      <Field
        label={m.passwordNow}
        type="password"
        autoComplete="current-password"
        maxLength={200}
        value={current}
        error={told(currentFault)}
        onInput={(text) => {
          setCurrent(text)
          setRefused(null)
        }}
      />
      <Field
        label={m.passwordNew}
        hint={m.passwordHint}
        type="password"
        autoComplete="new-password"
        maxLength={200}
        value={next}
        error={told(nextFault)}
        onInput={(text) => {
          setNext(text)
          setRefused(null)
        }}
      />
      <Field
        label={m.passwordAgain}
        type="password"
        autoComplete="new-password"
        maxLength={200}
        value={again}
        error={told(againFault)}
        onInput={setAgain}
      />
      <EntryError error={error} />
      <Button look="main" type="submit" busy={busy}>
        {busy ? m.saving : m.passwordGo}
      </Button>
    </form>
  )
}
