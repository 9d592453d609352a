import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { type CampaignFault, type CampaignState, campaignApi, measures } from '../../api/campaigns'
import { ApiError } from '../../api/error'
import type { Course } from '../../api/schema'
import { Button } from '../../components/Button/Button'
import { CodedError } from '../../components/CodedError/CodedError'
import { Field, Switch } from '../../components/Field/Field'
import { Notice } from '../../components/Notice/Notice'
import { useProofWords } from '../../components/Proof/messages'
import { useProof } from '../../components/Proof/Proof'
import { useCore } from '../../i18n/core'
import { type Draft, differing, draftOf, faultsOf, type numbers, rulesOf, thresholds } from './draft'
import { useCampaigns } from './messages'

interface CampaignFormProps {
  campaign: CampaignState
  courses: readonly Course[]
  onCancel: () => void
  onDone: (version: number) => void
}

/** The rules of a campaign. What would change is shown, and looked at by the server, before it is saved. */
export function CampaignForm({ campaign, courses, onCancel, onDone }: CampaignFormProps) {
  const { campaign: m, errors } = useCampaigns()
  const { missing } = useProofWords()
  const { action } = useCore()
  const proof = useProof()
  const [start] = useState(() => draftOf(campaign))
  const [draft, setDraft] = useState(start)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [looked, setLooked] = useState(false)
  const [refused, setRefused] = useState<readonly CampaignFault[]>([])
  const [error, setError] = useState<unknown>(undefined)
  const own = faultsOf(draft)
  const changes = differing(start, draft)

  function set(change: Partial<Draft>) {
    setDraft({ ...draft, ...change })
    setLooked(false)
    setRefused([])
  }

  async function submit(event: Event) {
    event.preventDefault()
    setTried(true)
    setError(undefined)
    if (busy || own.length || !changes.length) return
    setBusy(true)
    try {
      const rules = rulesOf(draft, campaign)
      const answer = await proof.run(() => campaignApi.put({ ...rules, dry_run: !looked }))
      setRefused(answer.faults ?? [])
      if (answer.faults?.length) setLooked(false)
      else if (looked) return onDone(answer.campaign?.version ?? (campaign.version ?? 0) + 1)
      else setLooked(true)
    } catch (failure) {
      if (failure instanceof ApiError && failure.fields.length) setRefused(failure.fields)
      else setError(failure)
      setLooked(false)
    }
    setBusy(false)
  }

  return (
    <>
      <form class="desk-parts" noValidate onSubmit={(event) => void submit(event)}>
        <div class="stack stack-tight">
          <h2>{m.edit}</h2>
          <p class="quiet">{m.editText}</p>
        </div>
        <Inputs draft={draft} set={set} courses={courses} faults={tried ? own : []} />
        <Changes changes={changes} tried={tried} looked={looked} refused={refused} />
        <CodedError error={error} words={{ ...errors, proof_required: missing }} />
        <div class="button-row">
          <Button onClick={onCancel}>{action.cancel}</Button>
          <Button look="main" type="submit" busy={busy}>
            {busy ? m.saving : looked ? m.save : m.preview}
          </Button>
        </div>
      </form>
      {proof.dialog}
    </>
  )
}

/** The part of the form that a fault is about: "bands[1].from" is of the bands, "flags.quick_share" of its own field. */
function partOf(field: string): string {
  return field.replace(/^(?:flags|targets)\.(?!places)/, '').replace(/[.[].*/, '')
}

interface ChangesProps {
  changes: readonly string[]
  tried: boolean
  /** The server has found nothing wrong. */
  looked: boolean
  refused: readonly CampaignFault[]
}

function Changes({ changes, tried, looked, refused }: ChangesProps) {
  const { campaign: m, fields } = useCampaigns()
  if (refused.length) {
    return (
      <Notice kind="error" live title={m.refused}>
        <ul class="desk-lines">
          {refused.map(({ field, code }) => (
            <li key={`${field} ${code}`}>{m.refusedField(fields[partOf(field)] ?? field, m.codes[code] ?? code)}</li>
          ))}
        </ul>
      </Notice>
    )
  }
  if (looked) {
    return (
      <Notice live title={m.differs}>
        <ul class="desk-lines">
          {changes.map((key) => (
            <li key={key}>{fields[key] ?? key}</li>
          ))}
        </ul>
      </Notice>
    )
  }
  return tried && changes.length === 0 ? <Notice live title={m.same} /> : null
}

interface InputsProps {
  draft: Draft
  set: (change: Partial<Draft>) => void
  courses: readonly Course[]
  faults: readonly string[]
}

function Inputs({ draft, set, courses, faults }: InputsProps) {
  const { campaign: m, fields, measures: names } = useCampaigns()
  const told = (fault: keyof typeof m.faults) => (faults.includes(fault) ? m.faults[fault] : undefined)
  const rule = (key: (typeof numbers)[number], hint?: string) => (
    <Amount
      key={key}
      label={fields[key] ?? key}
      hint={hint}
      value={draft.rules[key]}
      onInput={(text) => set({ rules: { ...draft.rules, [key]: text } })}
    />
  )
  return (
    <>
      <Part title={m.parts.days}>
        <Field
          label={fields.name ?? ''}
          maxLength={80}
          value={draft.name}
          error={told('name')}
          onInput={(name) => set({ name })}
        />
        <div class="desk-numbers">
          <Field
            label={fields.first_day ?? ''}
            type="date"
            value={draft.first_day}
            onInput={(first_day) => set({ first_day })}
          />
          <Field
            label={fields.last_day ?? ''}
            type="date"
            value={draft.last_day}
            error={told('days')}
            onInput={(last_day) => set({ last_day })}
          />
          {rule('grace_hours', m.graceHint)}
          {rule('review_days')}
        </div>
      </Part>
      <Part title={m.parts.targets}>
        <div class="desk-numbers">
          <Amount
            label={fields.participation ?? ''}
            value={draft.participation}
            onInput={(participation) => set({ participation })}
          />
          <Amount
            label={fields.completion ?? ''}
            value={draft.completion}
            onInput={(completion) => set({ completion })}
          />
        </div>
      </Part>
      <Part title={m.parts.ranking} error={told('measures')}>
        <Checks
          all={measures.map((one) => ({ id: one, label: names[one] }))}
          chosen={draft.measures}
          onChange={(chosen) => set({ measures: measures.filter((one) => chosen.includes(one)) })}
        />
        <Field
          label={fields.borders ?? ''}
          hint={m.bordersHint}
          value={draft.borders}
          error={told('borders')}
          onInput={(borders) => set({ borders })}
        />
        <div class="desk-numbers">
          {rule('pass_mark', m.passHint)}
          {rule('min_roll')}
          {rule('min_learners')}
        </div>
      </Part>
      <Part title={m.parts.signs}>
        <div class="desk-numbers">
          {thresholds.map((key) => (
            <Amount
              key={key}
              label={fields[key] ?? key}
              value={draft.flags[key]}
              onInput={(text) => set({ flags: { ...draft.flags, [key]: text } })}
            />
          ))}
        </div>
      </Part>
      <Part title={m.parts.people}>
        <Switch
          label={fields.open_registration ?? ''}
          checked={draft.open_registration}
          onChange={(open_registration) => set({ open_registration })}
        />
        <Switch
          label={fields.count_unconfirmed ?? ''}
          checked={draft.count_unconfirmed}
          onChange={(count_unconfirmed) => set({ count_unconfirmed })}
        />
      </Part>
      {courses.map((course, index) => (
        <Part
          key={course.id}
          title={`${m.parts.modules}: ${course.title}`}
          error={index === 0 ? told('modules') : undefined}
        >
          <Checks
            all={course.modules.map((one) => ({ id: one.id, label: one.title }))}
            chosen={draft.modules}
            onChange={(modules) => set({ modules })}
          />
        </Part>
      ))}
      {told('number') && <Notice kind="error" live title={told('number')} />}
    </>
  )
}

function Part({ title, error, children }: { title: string; error?: string | undefined; children: ComponentChildren }) {
  return (
    <fieldset class="desk-part">
      <legend>{title}</legend>
      {error && (
        <p class="field-error" role="alert">
          {error}
        </p>
      )}
      {children}
    </fieldset>
  )
}

interface AmountProps {
  label: string
  hint?: string | undefined
  value: string
  onInput: (text: string) => void
}

function Amount({ label, hint, value, onInput }: AmountProps) {
  return <Field label={label} hint={hint} inputMode="numeric" maxLength={6} value={value} onInput={onInput} />
}

interface ChecksProps {
  all: readonly { id: string; label: string }[]
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
}

/** Any of a list. What is chosen and not in this list stays chosen. */
function Checks({ all, chosen, onChange }: ChecksProps) {
  const toggle = (id: string, on: boolean) => onChange(on ? [...chosen, id] : chosen.filter((one) => one !== id))
  return (
    <ul class="desk-choices">
      {all.map(({ id, label }) => (
        <li key={id}>
          <label class="desk-choice">
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={(event) => toggle(id, event.currentTarget.checked)}
            />
            <span>{label}</span>
          </label>
        </li>
      ))}
    </ul>
  )
}
