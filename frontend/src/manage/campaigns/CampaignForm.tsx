import { useEffect, useRef, useState } from 'preact/hooks'
import { type CampaignFault, type CampaignRules, campaignApi } from '../../api/campaigns'
import { ApiError } from '../../api/error'
import type { Course } from '../../api/schema'
import { Button } from '../../components/Button/Button'
import { CodedError } from '../../components/CodedError/CodedError'
import { Notice } from '../../components/Notice/Notice'
import { useProofWords } from '../../components/Proof/messages'
import { useProof } from '../../components/Proof/Proof'
import { useCore } from '../../i18n/core'
import { capital } from '../../i18n/places'
import { Inputs } from './CampaignInputs'
import { ChangeList } from './ChangeList'
import { changesOf } from './changes'
import { type Draft, draftOf, faultsOf, hasField, idOf, partOf, rulesOf } from './draft'
import { useCampaigns } from './messages'
import { OnBoards } from './OnBoards'

interface CampaignFormProps {
  /** The one that is changed, or that a new one begins with. */
  campaign: CampaignRules
  /** The ids of those that are there; left out: one of them is changed. */
  taken?: readonly string[]
  courses: readonly Course[]
  onCancel: () => void
  onDone: (stored: CampaignRules) => void
}

/** What the server has found wrong with a draft; nothing, if it may be saved. */
interface Looked {
  at: Draft
  faults: readonly CampaignFault[]
}

/** The rules of a campaign. What would change is shown, and looked at by the server, before it is saved. */
export function CampaignForm({ campaign, taken, courses, onCancel, onDone }: CampaignFormProps) {
  const words = useCampaigns()
  const { campaign: m, errors } = words
  const { missing } = useProofWords()
  const { action } = useCore()
  const proof = useProof()
  const [start] = useState(() => draftOf(campaign))
  const [draft, setDraft] = useState(start)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<Looked | null>(null)
  const [error, setError] = useState<unknown>(undefined)
  const { form, heading, refuse } = useFocus()
  const own = faultsOf(draft)
  // An answer about what was typed before says nothing about what is typed now.
  const looked = answer?.at === draft ? answer : null
  const ready = looked?.faults.length === 0
  const rules = rulesOf(draft, taken ? { ...campaign, id: idOf(draft.name, taken) } : campaign)
  const titles = new Map(courses.flatMap((course) => course.modules.map(({ id, title }) => [id, title])))
  const changes = changesOf(start, draft, words, titles)

  async function submit(event: Event) {
    event.preventDefault()
    setTried(true)
    setError(undefined)
    if (Object.keys(own).length) return refuse()
    if (busy || !changes.length) return
    setBusy(true)
    try {
      const { campaign: stored, faults = [] } = await proof.run(() => campaignApi.put({ ...rules, dry_run: !ready }))
      if (ready && !faults.length) return onDone({ version: (campaign.version ?? 0) + 1, ...rules, ...stored })
      setAnswer({ at: draft, faults })
      if (faults.length) refuse()
    } catch (failure) {
      if (failure instanceof ApiError && failure.fields.length) {
        setAnswer({ at: draft, faults: failure.fields })
        refuse()
      } else setError(failure)
    }
    setBusy(false)
  }

  const told = Object.fromEntries([
    ...Object.entries(tried ? own : {}).map(([part, fault]) => [part, m.faults[fault]]),
    ...(looked?.faults ?? []).map(({ field, code }) => [partOf(field), `${capital(m.codes[code] ?? code)}.`]),
  ])

  return (
    <>
      <form ref={form} class="desk-parts" noValidate onSubmit={(event) => void submit(event)}>
        <div class="stack stack-tight">
          <h2 ref={heading} tabIndex={-1}>
            {taken ? m.add : m.edit}
          </h2>
          <p class="quiet">{taken ? m.addText : m.editText}</p>
        </div>
        <Inputs draft={draft} set={(change) => setDraft({ ...draft, ...change })} courses={courses} faults={told} />
        {looked && !ready && <Refused faults={looked.faults.filter(({ field }) => !hasField(partOf(field), draft))} />}
        {ready && (
          <Notice live title={taken ? m.differsFrom : m.differs}>
            <ChangeList changes={changes} />
          </Notice>
        )}
        {ready && !taken && <OnBoards rules={rules} />}
        {tried && changes.length === 0 && <Notice live title={m.same} />}
        <CodedError error={error} words={{ ...errors, proof_required: missing }} />
        <div class="button-row">
          <Button onClick={onCancel}>{action.cancel}</Button>
          <Button look="main" type="submit" busy={busy}>
            {busy ? (ready ? m.saving : m.looking) : ready ? (taken ? m.saveNew : m.save) : m.preview}
          </Button>
        </div>
      </form>
      {proof.dialog}
    </>
  )
}

/** The focus goes to the heading first, and after each refusal to the first field that is wrong. */
function useFocus() {
  const form = useRef<HTMLFormElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const [refusals, setRefusals] = useState(0)
  useEffect(() => heading.current?.focus(), [])
  useEffect(() => {
    const wrong = '[aria-invalid="true"], fieldset[aria-describedby] input'
    if (refusals) form.current?.querySelector<HTMLElement>(wrong)?.focus()
  }, [refusals])
  return { form, heading, refuse: () => setRefusals((n) => n + 1) }
}

/** Says that the server has refused it, and of what why that has no field. */
function Refused({ faults }: { faults: readonly CampaignFault[] }) {
  const { campaign: m, fields } = useCampaigns()
  return (
    <Notice kind="error" live title={m.refused}>
      {faults.length === 0 ? (
        <p>{m.refusedText}</p>
      ) : (
        <ul class="desk-lines">
          {faults.map(({ field, code }) => (
            <li key={`${field} ${code}`}>{m.refusedField(fields[partOf(field)] ?? field, m.codes[code] ?? code)}</li>
          ))}
        </ul>
      )}
    </Notice>
  )
}
