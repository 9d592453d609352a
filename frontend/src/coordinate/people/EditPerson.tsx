import { useState } from 'preact/hooks'
import { ApiError } from '../../api/error'
import type { Account, EditResidentBody, VillageID } from '../../api/schema'
import { staffApi } from '../../api/staff'
import { Button } from '../../components/Button/Button'
import { CodedError } from '../../components/CodedError/CodedError'
import { Field } from '../../components/Field/Field'
import { Notice } from '../../components/Notice/Notice'
import { looksLikePhone } from '../../learn/account/phone'
import { BandField } from './BandField'
import { usePeople } from './messages'

interface EditPersonProps {
  village: VillageID
  account: Account
  onSaved: (account: Account) => void
}

/** Sets right what is kept of somebody. Only what was changed is sent, since the phone number is not known here. */
export function EditPerson({ village, account, onSaved }: EditPersonProps) {
  const m = usePeople()
  const words = m.person
  const [name, setName] = useState(account.name ?? '')
  const [band, setBand] = useState(account.birth_band ?? '')
  const [phone, setPhone] = useState('')
  const [busy, setBusy] = useState(false)
  const [tried, setTried] = useState(false)
  const [error, setError] = useState<unknown>(undefined)

  const listed = account.name !== null
  const body: EditResidentBody = {
    ...(listed && name.trim().normalize('NFC') !== account.name && { name: name.trim().normalize('NFC') }),
    ...(listed && band !== (account.birth_band ?? '') && { birth_band: band }),
    ...(phone.trim() !== '' && { phone: phone.trim() }),
  }
  const refused = (field: string) => error instanceof ApiError && error.fields.some((one) => one.field === field)
  const nameWrong = listed && name.trim() === ''
  const phoneWrong = phone.trim() !== '' && !looksLikePhone(phone)

  /** What the server said was about what stood there before. */
  const typed = (set: (text: string) => void) => (text: string) => {
    set(text)
    setError(undefined)
  }

  async function save() {
    setTried(true)
    setError(undefined)
    if (busy || nameWrong || phoneWrong || Object.keys(body).length === 0) return
    setBusy(true)
    try {
      const saved = await staffApi.editResident(village, account.id, body)
      setName(saved.name ?? '')
      setPhone('')
      setTried(false)
      onSaved(saved)
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }

  return (
    <section class="stack">
      <h2>{words.edit}</h2>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        {listed ? (
          <>
            <Field
              label={words.name}
              value={name}
              maxLength={80}
              autoComplete="off"
              error={tried && (nameWrong || refused('name')) ? m.enrol.nameMissing : undefined}
              onInput={typed(setName)}
            />
            <BandField label={words.band} value={band} onChange={setBand} />
            <p class="small quiet">{words.bandHint}</p>
          </>
        ) : (
          <Notice>{words.nameHidden}</Notice>
        )}
        {account.pin ? (
          <p class="quiet">{words.phonePin}</p>
        ) : (
          <Field
            label={words.phone}
            hint={account.hint ? words.phoneNow(m.digits(account.hint)) : words.phoneNone}
            type="tel"
            inputMode="tel"
            autoComplete="off"
            maxLength={24}
            value={phone}
            error={tried && (phoneWrong || refused('phone')) ? m.enrol.phoneWrong : undefined}
            onInput={typed(setPhone)}
          />
        )}
        {!(error instanceof ApiError && error.fields.length > 0) && <CodedError error={error} words={m.errors} />}
        {tried && Object.keys(body).length === 0 && (
          <p class="quiet" role="status">
            {words.nothing}
          </p>
        )}
        <Button type="submit" busy={busy}>
          {busy ? words.saving : words.save}
        </Button>
      </form>
    </section>
  )
}
