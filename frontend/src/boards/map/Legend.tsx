import { number } from '../../i18n/format'
import { useMap } from './messages'
import { stepCount, stepRange } from './steps'

interface LegendProps {
  width: number
  /** What colours and digits stand for, and an empty bubble. */
  shows: string
  hollow: string
}

/** What colours, digits and sizes mean, with numbers. */
export function Legend({ width, shows, hollow }: LegendProps) {
  const { legend: m } = useMap()
  const percents = (share: number) => number(Math.round(share * 100))
  const steps = Array.from({ length: stepCount }, (_, index) => index + 1)
  return (
    <section class="map-legend small" aria-label={m.title}>
      <p>{m.shows(shows)}</p>
      <ul class="map-steps">
        {steps.map((step) => {
          const { from, to } = stepRange(step, width)
          return (
            <li key={step}>
              <Sample kind={String(step)} digit={String(step)} />
              <span class="num">
                {step === stepCount ? m.last(percents(from)) : m.range(percents(from), percents(to))}
              </span>
            </li>
          )
        })}
        <li>
          <Sample kind="hollow" digit="" />
          <span>{hollow}</span>
        </li>
      </ul>
      <p class="quiet">{m.area}</p>
    </section>
  )
}

function Sample({ kind, digit }: { kind: string; digit: string }) {
  return (
    <svg class={`map-sample map-one map-${kind}`} viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <circle cx="12" cy="12" r="11" />
      <text x="12" y="12" font-size="13">
        {digit}
      </text>
    </svg>
  )
}
