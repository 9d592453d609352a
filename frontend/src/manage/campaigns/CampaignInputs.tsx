import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { measures } from '../../api/campaigns'
import type { Course } from '../../api/schema'
import { Field, Switch } from '../../components/Field/Field'
import { type Draft, type numbers, thresholds } from './draft'
import { useCampaigns } from './messages'

interface InputsProps {
  draft: Draft
  set: (change: Partial<Draft>) => void
  courses: readonly Course[]
  /** What is wrong, by the part of the form. */
  faults: Readonly<Record<string, string>>
}

/** All that can be changed of a campaign, each with what is wrong with it. */
export function Inputs({ draft, set, courses, faults }: InputsProps) {
  const { campaign: m, fields, measures: names } = useCampaigns()
  const rule = (key: (typeof numbers)[number], hint?: string) => (
    <Amount
      key={key}
      label={fields[key] ?? key}
      hint={hint}
      error={faults[key]}
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
          error={faults.name}
          onInput={(name) => set({ name })}
        />
        <div class="desk-numbers">
          <Field
            label={fields.first_day ?? ''}
            type="date"
            value={draft.first_day}
            error={faults.first_day}
            onInput={(first_day) => set({ first_day })}
          />
          <Field
            label={fields.last_day ?? ''}
            type="date"
            value={draft.last_day}
            error={faults.last_day}
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
            error={faults.participation}
            value={draft.participation}
            onInput={(participation) => set({ participation })}
          />
          <Amount
            label={fields.completion ?? ''}
            error={faults.completion}
            value={draft.completion}
            onInput={(completion) => set({ completion })}
          />
        </div>
      </Part>
      <Part title={m.parts.ranking} error={faults.measures}>
        <Checks
          all={measures.map((one) => ({ id: one, label: names[one] }))}
          chosen={draft.measures}
          onChange={(chosen) => set({ measures: measures.filter((one) => chosen.includes(one)) })}
        />
        <Field
          label={fields.borders ?? ''}
          hint={m.bordersHint}
          value={draft.borders}
          error={faults.borders}
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
              error={faults[key]}
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
          error={index === 0 ? faults.modules : undefined}
        >
          <Checks
            all={course.modules.map((one) => ({ id: one.id, label: one.title }))}
            chosen={draft.modules}
            onChange={(modules) => set({ modules })}
          />
        </Part>
      ))}
    </>
  )
}

function Part({ title, error, children }: { title: string; error?: string | undefined; children: ComponentChildren }) {
  const id = useId()
  return (
    <fieldset class="desk-part" aria-describedby={error ? id : undefined}>
      <legend>{title}</legend>
      {error && (
        <p class="field-error" id={id} role="alert">
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
  error: string | undefined
  value: string
  onInput: (text: string) => void
}

function Amount(props: AmountProps) {
  return <Field inputMode="numeric" maxLength={6} {...props} />
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
