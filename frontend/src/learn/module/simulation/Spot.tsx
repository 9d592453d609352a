import type { ComponentChildren } from 'preact'
import type { ContentID } from '../../../api/schema'
import { Icon } from '../../../components/Icon/Icon'
import { useLearn } from '../../messages'
import type { Play } from '../../simulation'

/** What everything on the drawn phone shares. */
export interface Hand {
  play: Play
  /** The spot to point at. */
  pointed: ContentID | undefined
  finished: boolean
  tap: (spot: ContentID) => void
}

interface SpotProps extends Hand {
  spot: ContentID | undefined
  class: string
  children: ComponentChildren
}

/** A thing on the screen: a button where it can be tapped. */
export function Spot({ spot, class: look, children, play, pointed, finished, tap }: SpotProps) {
  const { simulation: m } = useLearn()
  if (spot === undefined) return <div class={look}>{children}</div>
  const here = pointed === spot && !finished
  return (
    <button
      type="button"
      class={`${look} spot${here ? ' spot-here' : ''}`}
      data-spot={spot}
      aria-disabled={finished}
      onClick={() => tap(spot)}
    >
      {children}
      {here && <span class="spot-word">{m.here}</span>}
      {play.here.includes(spot) && !/^part-(switch|key)/.test(look) && (
        <span class="spot-done">
          <Icon name="check" />
          <span class="hidden">{m.tapped}</span>
        </span>
      )}
    </button>
  )
}
