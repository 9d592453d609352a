import type { ComponentChildren } from 'preact'
import './Figures.css'

export interface Figure {
  label: string
  value: string
  /** What the number is a part of. */
  thin?: ComponentChildren
}

/** Numbers as the page's decoration: the first is the one that counts most. */
export function Figures({ title, figures }: { title: string; figures: readonly Figure[] }) {
  return (
    <section aria-label={title}>
      <dl class="numbers">
        {figures.map(({ label, value, thin }) => (
          <div key={label} class="numbers-one">
            <dt>{label}</dt>
            <dd class="numbers-value num">{value}</dd>
            {thin && <dd class="numbers-thin num">{thin}</dd>}
          </div>
        ))}
      </dl>
    </section>
  )
}
