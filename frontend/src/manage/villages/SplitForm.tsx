import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { UUID, Village } from '../../api/schema'
import { staffApi } from '../../api/staff'
import { LoadError } from '../../app/states'
import { useLoad } from '../../app/useLoad'
import { Field } from '../../components/Field/Field'
import { Page } from '../../components/Page/Page'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { allAccounts } from '../../coordinate/people/accounts'
import { number } from '../../i18n/format'
import { capital } from '../../i18n/places'
import { After } from './After'
import { Foot } from './Foot'
import { lasting } from './lasting'
import { useVillageWords } from './messages'
import { KindSelect, nameFault } from './NameForm'
import { adultsOf, afterSplit, nameOf, type Place } from './outcome'
import { PeopleChoice } from './PeopleChoice'
import { useChange } from './useChange'

interface SplitFormProps {
  place: Place
  /** The address of the list of villages. */
  back: string
  onDone: (said: string) => void
}

/** What the new village is called, who belongs to it and how many adults of the roll. */
export function SplitForm({ place, back, onDone }: SplitFormProps) {
  const words = useVillageWords()
  const { split: m } = words
  const { route } = useLocation()
  const { id, roll } = place.village
  const accounts = useLoad(() => allAccounts(id), [id])
  const [name, setName] = useState('')
  const [kind, setKind] = useState<Village['kind']>(place.village.kind)
  const [adults, setAdults] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<UUID>>(new Set())
  const [tried, setTried] = useState(false)
  const change = useChange(onDone)
  const fault = nameFault(name, words)
  const most = roll ? roll.adults : 0
  const taken = adultsOf(adults, most)

  function submit(event: Event) {
    event.preventDefault()
    setTried(true)
    if (fault || taken === null) return
    const body = {
      name: name.trim().normalize('NFC'),
      kind,
      residents: [...chosen],
      ...(taken > 0 && { adults: taken }),
    }
    change.run(async () => {
      const { split_off } = await lasting(() => staffApi.splitVillage(id, body))
      return m.done(capital(split_off.name), nameOf(place))
    })
  }

  return (
    <Page title={m.title(nameOf(place))} back={{ href: back, label: words.backList }}>
      <form class="stack" noValidate onSubmit={submit}>
        <KindSelect value={kind} onChange={setKind} />
        <Field
          label={words.name}
          hint={words.nameHint}
          value={name}
          error={tried ? fault : undefined}
          maxLength={200}
          autoComplete="off"
          onInput={setName}
        />
        {most > 1 && (
          <Field
            label={m.adults}
            hint={m.adultsHint(number(most))}
            inputMode="numeric"
            maxLength={6}
            autoComplete="off"
            value={adults}
            error={tried && taken === null ? m.adultsWrong(number(most - 1)) : undefined}
            onInput={setAdults}
          />
        )}
        {!accounts.data &&
          (accounts.error === undefined ? (
            <Skeleton lines={0} cards={4} />
          ) : (
            <LoadError error={accounts.error} retry={accounts.reload} />
          ))}
        {accounts.data && <PeopleChoice accounts={accounts.data} chosen={chosen} onChange={setChosen} />}
        <After sentences={afterSplit(place, { name, people: chosen.size, adults: taken ?? 0 }, words)} />
        <Foot save={m.save} busy={change.busy} error={change.error} onCancel={() => route(back)} />
      </form>
      {change.dialog}
    </Page>
  )
}
