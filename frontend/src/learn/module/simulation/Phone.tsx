import { useEffect, useRef } from 'preact/hooks'
import { useLearn } from '../../messages'
import { clusters } from '../../simulation'
import { useCalm } from '../useCalm'
import { PhonePart } from './PhonePart'
import type { Hand } from './Spot'
import './phone.css'

/** A phone drawn from the parts of one screen. */
export function Phone(hand: Hand) {
  const { play, finished } = hand
  const { screen } = play
  const { simulation: m } = useLearn()
  const phone = useRef<HTMLElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const shown = useRef(screen)
  useCalm(phone, screen)

  // The tapped spot is gone with its screen: the focus goes to the title of the new one, which is thereby read out.
  useEffect(() => {
    if (shown.current === screen) return
    shown.current = screen
    heading.current?.focus({ preventScroll: true })
    phone.current?.scrollIntoView({ block: 'nearest' })
  }, [screen])

  const title = (look: string) => (
    <h2 key={screen.id} ref={heading} tabIndex={-1} class={look}>
      {screen.dialog ?? screen.app ?? m.home}
    </h2>
  )
  const parts = clusters(screen.parts).map((group, place) => {
    const all = group.map((part, at) => <PhonePart key={part.spot ?? at} part={part} {...hand} />)
    const kind = group[0]?.kind
    return kind === 'icon' || kind === 'piece' ? (
      <div key={place} class={`part-${kind}s`}>
        {all}
      </div>
    ) : (
      all
    )
  })
  return (
    <section
      ref={phone}
      class={`phone${screen.large ? ' phone-large' : ''}${finished ? ' phone-finished' : ''}`}
      aria-label={m.phone}
    >
      <div class="phone-status" aria-hidden="true">
        <span>8:05</span>
        <span class="phone-battery" />
      </div>
      {screen.dialog ? (
        <>
          {screen.app && <p class="phone-app">{screen.app}</p>}
          <div class="phone-dim">
            <div class="phone-screen phone-dialog">
              {title('phone-question')}
              {parts}
            </div>
          </div>
        </>
      ) : (
        <>
          {title(screen.app ? 'phone-app' : 'hidden')}
          <div key={screen.id} class={`phone-screen${screen.app ? '' : ' phone-home'}`}>
            {parts}
          </div>
        </>
      )}
    </section>
  )
}
