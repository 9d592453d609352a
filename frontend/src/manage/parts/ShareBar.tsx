import './ShareBar.css'

interface ShareBarProps {
  /** Between 0 and 1; what is above is drawn as 1. */
  share: number
  /** A target, as an upright line on it. */
  mark?: number | undefined
}

const along = (share: number) => `${Math.min(1, share) * 100}%`

/** A share as a bar, for the eye alone: its number stands beside it. */
export function ShareBar({ share, mark }: ShareBarProps) {
  return (
    <span class="share-bar" aria-hidden="true">
      <span class="share-bar-fill" style={{ width: along(share) }} />
      {mark !== undefined && <span class="share-bar-mark" style={{ left: along(mark) }} />}
    </span>
  )
}
