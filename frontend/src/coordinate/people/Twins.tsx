import { useId, useState } from 'preact/hooks'
import type { ListedAccount, UUID, VillageID } from '../../api/schema'
import { staffApi } from '../../api/staff'
import { Button } from '../../components/Button/Button'
import { CodedError } from '../../components/CodedError/CodedError'
import { Notice } from '../../components/Notice/Notice'
import { useProofWords } from '../../components/Proof/messages'
import { useProof } from '../../components/Proof/Proof'
import { useCore } from '../../i18n/core'
import { day, number } from '../../i18n/format'
import { accountName } from './accountName'
import { Badges } from './Badges'
import { usePeople } from './messages'
import { toDrop, toKeep } from './twins'

interface TwinsProps {
  village: VillageID
  accounts: readonly ListedAccount[]
  onApart: (name: string) => void
  /** Also after a part of them: who is left is another group. */
  onMerged: (name: string) => void
}

/** Accounts of one name: which one stays, and which are the same person's. */
export function Twins({ village, accounts, onApart, onMerged }: TwinsProps) {
  const words = usePeople()
  const m = words.duplicates
  const { action } = useCore()
  const { missing } = useProofWords()
  const proof = useProof()
  const [keep, setKeep] = useState<UUID>(() => toKeep(accounts).id)
  const [drop, setDrop] = useState<readonly UUID[]>(() => toDrop(accounts, keep))
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(undefined)
  const name = accountName(accounts.find((one) => one.id === keep) as ListedAccount, words)

  function choose(id: UUID) {
    setKeep(id)
    setDrop(toDrop(accounts, id))
    setAsking(false)
  }

  async function merge() {
    setBusy(true)
    setError(undefined)
    let merged = 0
    try {
      for (const one of drop) {
        await proof.run(() => staffApi.mergeResidents(village, { keep, drop: one }))
        merged++
      }
      onMerged(name)
    } catch (failure) {
      setError(failure)
      setAsking(false)
      if (merged > 0) onMerged(name)
    }
    setBusy(false)
  }

  return (
    <section class="twins stack">
      <div>
        <h2>{name}</h2>
        <p class="small quiet num">{m.group(number(accounts.length))}</p>
      </div>
      <ul class="people">
        {accounts.map((one) => (
          <Twin
            key={one.id}
            account={one}
            kept={one.id === keep}
            dropped={drop.includes(one.id)}
            onKeep={() => choose(one.id)}
            onDrop={(on) => {
              setDrop(on ? [...drop, one.id] : drop.filter((id) => id !== one.id))
              setAsking(false)
            }}
          />
        ))}
      </ul>
      <CodedError error={error} words={{ ...words.errors, ...m.errors, proof_required: missing }} />
      {asking ? (
        <Notice
          kind="warn"
          icon="triangle-alert"
          title={m.ask}
          live
          action={
            <div class="button-row">
              <Button onClick={() => setAsking(false)}>{action.cancel}</Button>
              <Button look="danger" busy={busy} onClick={() => void merge()}>
                {busy ? m.going : m.sure}
              </Button>
            </div>
          }
        >
          <p>{m.askText}</p>
        </Notice>
      ) : (
        <div class="button-row">
          {drop.length > 0 && (
            <Button icon="users" onClick={() => setAsking(true)}>
              {m.go(number(drop.length))}
            </Button>
          )}
          <Button look="quiet" onClick={() => onApart(name)}>
            {m.not}
          </Button>
        </div>
      )}
      {proof.dialog}
    </section>
  )
}

interface TwinProps {
  account: ListedAccount
  kept: boolean
  dropped: boolean
  onKeep: () => void
  onDrop: (on: boolean) => void
}

function Twin({ account, kept, dropped, onKeep, onDrop }: TwinProps) {
  const words = usePeople()
  const m = words.duplicates
  const id = useId()
  return (
    <li class={`person twin${kept ? ' twin-kept' : ''}`}>
      <div id={id}>
        <p class="person-name">{accountName(account, words)}</p>
        <p class="small quiet num">{m.since(day(account.created_at))}</p>
      </div>
      <p class="person-badges">
        <Badges account={account} status={account.status} />
      </p>
      {kept ? (
        <p class="twin-mark">{m.kept}</p>
      ) : (
        <>
          {account.pin ? (
            <p class="small">{m.locked}</p>
          ) : (
            <label class="twin-choice">
              <input
                type="checkbox"
                checked={dropped}
                aria-describedby={id}
                onChange={(event) => onDrop(event.currentTarget.checked)}
              />
              <span>{m.same}</span>
            </label>
          )}
          <Button look="quiet" fit onClick={onKeep}>
            {m.keep}
          </Button>
        </>
      )}
    </li>
  )
}
