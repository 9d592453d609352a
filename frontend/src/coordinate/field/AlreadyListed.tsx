import { useEffect, useState } from 'preact/hooks'
import { Button } from '../../components/Button/Button'
import { Field } from '../../components/Field/Field'
import { useCore } from '../../i18n/core'
import type { EnrolmentItem, RosterPerson } from '../../offline/db'
import { accountName } from '../people/accountName'
import { matches } from '../people/accounts'
import { usePeople } from '../people/messages'
import { isAlready } from './mend'
import { useFieldWords } from './messages'
import { byCallName, keptRoster } from './roster'

/** Who is looked for has few namesakes. */
const most = 10

/** The newcomer was on the list already: choosing the name gives that person what was noted of the newcomer. */
export function AlreadyListed({ item, onStop }: { item: EnrolmentItem; onStop: () => void }) {
  const m = useFieldWords()
  const words = usePeople()
  const { action } = useCore()
  const { owner, village, body } = item
  const [text, setText] = useState(body.name)
  const [people, setPeople] = useState<RosterPerson[]>([])
  useEffect(() => {
    let gone = false
    void keptRoster({ owner, village })
      .then((kept) => gone || setPeople(byCallName(kept?.people ?? [])))
      .catch(() => undefined)
    return () => {
      gone = true
    }
  }, [owner, village])
  const found = people.filter((one) => matches(one, text)).slice(0, most)
  return (
    <div class="stack stack-tight">
      <p>{m.listedText}</p>
      <Field type="search" label={m.find} value={text} maxLength={80} autoComplete="off" onInput={setText} />
      {found.length === 0 && <p>{m.none}</p>}
      {found.map((one) => (
        <Button key={one.id} onClick={() => void isAlready(item.id, one.id)}>
          {accountName(one, words)}
          {one.name !== null && one.hint && ` · ${words.digits(one.hint)}`}
        </Button>
      ))}
      <Button onClick={onStop}>{action.cancel}</Button>
    </div>
  )
}
