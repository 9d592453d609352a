import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Notice } from '../../../components/Notice/Notice'
import { useLearn } from '../../messages'
import { hint, replay, step } from '../../simulation'
import type { AnswerProps } from '../Exercise'
import { Phone } from './Phone'

const bounce = 400

/** Something done on a drawn phone: each tap is answered at once, and the last right one is the answer. */
export function Simulation({ question, answer, checked, onChange }: AnswerProps) {
  const { simulation: m } = useLearn()
  const [play, setPlay] = useState(() => replay(question, answer))
  const before = useRef({ spot: '', at: 0 })
  const pointed = hint(question, play)
  const finished = play.finished || checked
  const said = useRef<HTMLDivElement>(null)

  // It stays in sight over the end of a long phone, unless the letters are so large that it would hide the phone.
  useLayoutEffect(() => {
    const box = said.current
    if (!box) return
    const tall = box.offsetHeight * 4 > innerHeight
    box.style.position = tall ? 'static' : ''
    if (tall) box.scrollIntoView({ block: 'nearest' })
  }, [play])

  function tap(spot: string) {
    if (finished) return
    // A trembling finger taps twice. Only where the path wants the same spot again is that a tap of its own.
    const again = spot === before.current.spot && performance.now() - before.current.at < bounce
    if (again && question.key?.[play.done] !== spot) return
    before.current = { spot, at: performance.now() }
    const next = step(question, play, spot)
    setPlay(next)
    onChange(next.taps, next.finished)
  }

  return (
    <div class="stack stack-tight">
      {!finished && <p class="quiet small">{m.how}</p>}
      <Phone play={play} pointed={pointed} finished={finished} tap={tap} />
      <div ref={said} class="said" role="status">
        {/* Keyed, so that the same words are said again. */}
        {!finished && play.misses > 0 && (
          <Notice key={play.misses} kind="warn" icon="rotate-ccw">
            <p>{play.feedback ?? m.wrong}</p>
            {pointed && <p>{m.hint}</p>}
          </Notice>
        )}
        {!finished && play.misses === 0 && play.done > 0 && (
          <Notice key={-play.done} kind="good">
            <p>{m.right}</p>
          </Notice>
        )}
      </div>
    </div>
  )
}
