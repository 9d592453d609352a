import { useState } from 'preact/hooks'
import type { Account, Card, UUID, VillageID } from '../../api/schema'
import { staffApi } from '../../api/staff'
import { Button } from '../../components/Button/Button'
import { CodedError } from '../../components/CodedError/CodedError'
import { Field } from '../../components/Field/Field'
import { Notice } from '../../components/Notice/Notice'
import { useProofWords } from '../../components/Proof/messages'
import { useProof } from '../../components/Proof/Proof'
import { number } from '../../i18n/format'
import { accountName } from '../people/accountName'
import { matches, mostCards, withoutCard } from '../people/accounts'
import { usePeople } from '../people/messages'
import { toggle, withCard } from './choice'
import './choose.css'

interface ChooseProps {
  village: VillageID
  accounts: readonly Account[]
  /** The one person somebody came here for. */
  only: UUID | undefined
  onMade: (cards: Card[]) => void
}

export function Choose({ village, accounts, only, onMade }: ChooseProps) {
  const people = usePeople()
  const { cards: m } = people
  const { missing } = useProofWords()
  const proof = useProof()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<readonly UUID[]>(() => (only ? [only] : withoutCard(accounts)))
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(undefined)
  const old = withCard(accounts, chosen)
  const full = chosen.length >= mostCards
  // Those who are chosen already stand first, so that nobody has to look for them.
  const first = new Set(only ? [only] : withoutCard(accounts))
  const listed = [...accounts]
    .filter((one) => matches(one, text))
    .sort((a, b) => Number(first.has(b.id)) - Number(first.has(a.id)))

  async function issue() {
    setBusy(true)
    setError(undefined)
    try {
      onMade((await proof.run(() => staffApi.issueCards(village, [...chosen]))).items)
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }

  return (
    <>
      <Field type="search" label={people.find} value={text} onInput={setText} maxLength={80} autoComplete="off" />
      <fieldset class="stack stack-tight">
        <legend class="choose-legend">{m.choose}</legend>
        {listed.length === 0 && <p>{people.foundNone}</p>}
        {listed.map((account) => {
          const on = chosen.includes(account.id)
          return (
            <label key={account.id} class={`choose${on ? ' choose-on' : ''}`}>
              <input
                type="checkbox"
                checked={on}
                disabled={!on && full}
                onChange={() => setChosen(toggle(chosen, account.id))}
              />
              <span>
                <span class="choose-name">{accountName(account, people)}</span>
                <Note account={account} />
              </span>
            </label>
          )
        })}
      </fieldset>
      <div class="thumb stack">
        {old > 0 && <Notice kind="warn">{m.old(number(old))}</Notice>}
        <p class="small num" role="status">
          {chosen.length ? m.chosen(number(chosen.length), number(mostCards)) : m.none}
          {full && ` ${m.full}`}
        </p>
        <CodedError error={error} words={{ ...people.errors, proof_required: missing }} />
        <Button look="main" icon="id-card" busy={busy} disabled={chosen.length === 0} onClick={() => void issue()}>
          {busy ? m.issuing : m.issue(number(chosen.length))}
        </Button>
      </div>
      {proof.dialog}
    </>
  )
}

function Note({ account }: { account: Account }) {
  const { badge, cards: m } = usePeople()
  const notes = [account.card && badge.card, account.unconfirmed && m.wait].filter(Boolean)
  return notes.length ? <span class="small quiet"> {notes.join(' · ')}</span> : null
}
