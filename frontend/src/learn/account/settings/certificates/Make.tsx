import { useId, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { accountApi } from '../../../../api/account'
import { api } from '../../../../api/endpoints'
import { ApiError } from '../../../../api/error'
import type { Certifiable, CertificateShown, Day, Person } from '../../../../api/schema'
import { remember } from '../../../../app/account'
import { Button } from '../../../../components/Button/Button'
import { Card } from '../../../../components/Card/Card'
import { CodedError } from '../../../../components/CodedError/CodedError'
import { Field, Switch } from '../../../../components/Field/Field'
import { Notice } from '../../../../components/Notice/Notice'
import { day } from '../../../../i18n/format'
import { consentVersion } from '../../purposes'
import { initials } from './initials'
import { useCertificates } from './messages'

interface MakeProps {
  campaign: Certifiable
  completed: Day
  person: Person
}

/** What stands on the certificate and what others see of it, asked before it is made. */
export function Make({ campaign, completed, person }: MakeProps) {
  const all = useCertificates()
  const { make: m } = all
  const { route } = useLocation()
  const id = useId()
  const [name, setName] = useState(person.name)
  const [shown, setShown] = useState<CertificateShown>('initials')
  const [consent, setConsent] = useState(person.consent.certificate)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(undefined)
  const written = name.trim().normalize('NFC')
  const badName = error instanceof ApiError && error.code === 'invalid_input'

  async function submit(event: Event) {
    event.preventDefault()
    setTried(true)
    if (busy || !written || !consent) return
    setBusy(true)
    setError(undefined)
    try {
      if (!person.consent.certificate)
        remember(
          await api.changeMe({ consent: { ...person.consent, certificate: true }, consent_version: consentVersion }),
        )
      const made = await accountApi.makeCertificate({ campaign: campaign.id, name: written, shown })
      route(`/me/certificates/${made.id}`)
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }

  return (
    <Card warm>
      <form class="stack" noValidate onSubmit={(event) => void submit(event)}>
        <div class="stack stack-tight">
          <h2>{campaign.name}</h2>
          <p class="num">
            <strong>{all.ready}.</strong> {all.readyOn(day(completed))}
          </p>
        </div>
        <Field
          label={m.name}
          hint={m.nameHint}
          value={name}
          onInput={setName}
          maxLength={80}
          autoComplete="name"
          error={badName ? m.badName : tried && !written ? m.nameMissing : undefined}
        />
        <fieldset class="stack stack-tight">
          <legend class="field-label">{m.shown}</legend>
          {(['initials', 'name'] as const).map((one) => (
            <label key={one} class="choice-row">
              <input type="radio" name={id} checked={one === shown} onChange={() => setShown(one)} />
              <span>{one === 'name' ? m.full : m.initials(initials(written) || '…')}</span>
            </label>
          ))}
        </fieldset>
        {!person.consent.certificate && (
          <Switch label={m.consent} checked={consent} onChange={setConsent}>
            {m.consentText}
          </Switch>
        )}
        {tried && !consent && <Notice kind="warn" icon="triangle-alert" title={m.consentMissing} live />}
        {!badName && <CodedError error={error} words={all.errors} />}
        <Button look="main" type="submit" icon="award" busy={busy}>
          {busy ? m.going : m.go}
        </Button>
      </form>
    </Card>
  )
}
