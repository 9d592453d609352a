import type { ComponentChildren } from 'preact'
import './Progress.css'

interface ProgressProps {
  value: number
  max: number
  /** What a screen reader says, such as "Bước 2 trên 6". */
  label: string
  /** Shown above the bar; left out where the words stand elsewhere. */
  children?: ComponentChildren
}

export function Progress({ value, max, label, children }: ProgressProps) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0
  return (
    <div class="progress">
      {children}
      <div
        class="progress-bar"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={value}
        aria-valuetext={label}
      >
        <div class="progress-done" style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  )
}
