import { useState } from 'preact/hooks'
import { api } from '../../../api/endpoints'
import type { Consent, Person } from '../../../api/schema'
import { remember } from '../../../app/account'
import { ErrorNotice } from '../../../app/states'
import { ButtonLink } from '../../../components/Button/Button'
import { Switch } from '../../../components/Field/Field'
import { consentVersion } from '../purposes'
import { useSettings } from './messages'

/** Without the account itself there is nothing to consent to; ending that is erasing it. */
const changeable = ['village_list', 'statistics', 'certificate'] as const

export function Consents({ person }: { person: Person }) {
  const m = useSettings()
  const [consent, setConsent] = useState<Consent>(person.consent)
  const [error, setError] = useState<unknown>(undefined)

  async function change(next: Consent) {
    const before = consent
    setConsent(next)
    setError(undefined)
    try {
      remember(await api.changeMe({ consent: next, consent_version: consentVersion }))
    } catch (failure) {
      setConsent(before)
      setError(failure)
    }
  }

  return (
    <section class="stack consent">
      <p>{m.consents.lead}</p>
      {changeable.map((purpose) => (
        <Switch
          key={purpose}
          label={m.consent[purpose].label}
          checked={consent[purpose]}
          onChange={(on) => void change({ ...consent, [purpose]: on })}
        >
          {m.consent[purpose].text}
        </Switch>
      ))}
      <ErrorNotice error={error} />
      <p class="quiet">{m.consents.history}</p>
      <p class="quiet">{m.consents.account}</p>
      <ButtonLink href="/me/data" iconEnd="arrow-right">
        {m.consents.see}
      </ButtonLink>
    </section>
  )
}
