import { useState } from 'preact/hooks'
import type { Account, UUID } from '../../api/schema'
import { Button } from '../../components/Button/Button'
import { Field } from '../../components/Field/Field'
import { accountName } from '../../coordinate/people/accountName'
import { matches } from '../../coordinate/people/accounts'
import { usePeople } from '../../coordinate/people/messages'
import { number } from '../../i18n/format'
import { useVillageWords } from './messages'

interface PeopleChoiceProps {
  accounts: readonly Account[]
  chosen: ReadonlySet<UUID>
  onChange: (chosen: ReadonlySet<UUID>) => void
}

/** People of a village, some of whom are chosen: one by one, or all that a search finds. */
export function PeopleChoice({ accounts, chosen, onChange }: PeopleChoiceProps) {
  const people = usePeople()
  const { split: m } = useVillageWords()
  const [text, setText] = useState('')
  const shown = accounts.filter((one) => matches(one, text))
  const allChosen = shown.length > 0 && shown.every((one) => chosen.has(one.id))

  function choose(ids: readonly UUID[], on: boolean) {
    const next = new Set(chosen)
    for (const id of ids) on ? next.add(id) : next.delete(id)
    onChange(next)
  }

  return (
    <fieldset class="stack stack-tight village-people">
      <legend>{m.who}</legend>
      <p class="quiet">{m.whoText}</p>
      {accounts.length === 0 ? (
        <p>{m.nobody}</p>
      ) : (
        <>
          <Field type="search" label={m.find} value={text} onInput={setText} maxLength={80} autoComplete="off" />
          <p class="num" role="status">
            {shown.length === 0 ? m.found : m.chosen(number(chosen.size), number(accounts.length))}
          </p>
          {shown.length > 1 && (
            <Button
              fit
              onClick={() =>
                choose(
                  shown.map((one) => one.id),
                  !allChosen,
                )
              }
            >
              {allChosen ? m.none : m.all(number(shown.length))}
            </Button>
          )}
          <ul class="village-list">
            {shown.map((account) => (
              <li key={account.id}>
                <label class={`village-one${chosen.has(account.id) ? ' village-on' : ''}`}>
                  <input
                    type="checkbox"
                    checked={chosen.has(account.id)}
                    onChange={(event) => choose([account.id], event.currentTarget.checked)}
                  />
                  <span>{accountName(account, people)}</span>
                </label>
              </li>
            ))}
          </ul>
        </>
      )}
    </fieldset>
  )
}
