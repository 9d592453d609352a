import { useState } from 'preact/hooks'
import { api } from '../../../api/endpoints'
import type { Language, Person } from '../../../api/schema'
import { remember } from '../../../app/account'
import { ErrorNotice } from '../../../app/states'
import { useStore } from '../../../app/store'
import { Button, ButtonLink } from '../../../components/Button/Button'
import { Card } from '../../../components/Card/Card'
import { Field } from '../../../components/Field/Field'
import { Notice } from '../../../components/Notice/Notice'
import { Tabs } from '../../../components/Tabs/Tabs'
import { useCore } from '../../../i18n/core'
import { language, setLanguage } from '../../../i18n/messages'
import { wardName } from '../../../i18n/places'
import { useSettings } from './messages'

/** A number as people read it: 0900 000 001. */
const readable = (phone: string) => phone.replace(/^\+84/, '0').replace(/^(\d{4})(\d{3})(\d{3})$/, '$1 $2 $3')

export function Details({ person }: { person: Person }) {
  const { details: m } = useSettings()
  const { action } = useCore()
  const lang = useStore(language)
  const [name, setName] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [saved, setSaved] = useState(false)
  const [error, setError] = useState<unknown>(undefined)

  async function save() {
    if (name === null || name.trim() === '' || busy) return
    setBusy(true)
    setError(undefined)
    try {
      remember(await api.changeMe({ name: name.trim().normalize('NFC') }))
      setName(null)
      setSaved(true)
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }

  function changeLanguage(next: Language) {
    void setLanguage(next)
    // The phone's own choice already holds; the server's copy is for messages that come from there.
    api.changeMe({ language: next }).then(remember, () => undefined)
  }

  const where = [person.village?.name, person.ward && wardName(person.ward)].filter(Boolean).join(', ')
  return (
    <section class="stack">
      {person.unconfirmed && (
        <Notice title={m.unconfirmed} icon="clock" action={<ButtonLink href="/join">{m.join}</ButtonLink>}>
          <p>{m.unconfirmedText}</p>
        </Notice>
      )}
      <Card>
        {name === null ? (
          <div class="stack">
            <dl class="me-data">
              <div>
                <dt>{m.name}</dt>
                <dd>{person.name}</dd>
              </div>
              <div>
                <dt>{m.phone}</dt>
                <dd class="num">{person.phone ? readable(person.phone) : m.noPhone}</dd>
              </div>
              {where && (
                <div>
                  <dt>{m.home}</dt>
                  <dd>{where}</dd>
                </div>
              )}
            </dl>
            <Button
              icon="pencil"
              onClick={() => {
                setName(person.name)
                setSaved(false)
              }}
            >
              {m.edit}
            </Button>
          </div>
        ) : (
          <form
            class="stack"
            noValidate
            onSubmit={(event) => {
              event.preventDefault()
              void save()
            }}
          >
            <Field
              label={m.name}
              autoComplete="name"
              maxLength={80}
              value={name}
              error={name.trim() === '' ? m.nameMissing : undefined}
              onInput={setName}
            />
            <div class="button-row">
              <Button onClick={() => setName(null)}>{action.cancel}</Button>
              <Button look="main" type="submit" busy={busy}>
                {action.save}
              </Button>
            </div>
          </form>
        )}
      </Card>
      <p class="hidden" role="status">
        {saved && m.saved}
      </p>
      <ErrorNotice error={error} />
      <h2>{m.language}</h2>
      <Tabs
        label={m.language}
        value={lang}
        choices={[
          { value: 'vi', label: m.vi },
          { value: 'en', label: m.en },
        ]}
        onChange={changeLanguage}
      />
    </section>
  )
}
