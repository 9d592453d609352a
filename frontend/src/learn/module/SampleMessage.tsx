import type { Question } from '../../api/schema'
import { useLearn } from '../messages'
import './message.css'

/** A message as a phone shows it, and plainly a sample. */
export function SampleMessage({ message }: { message: NonNullable<Question['message']> }) {
  const { judge: m } = useLearn()
  const { channel, from, text } = message
  return (
    <figure class={`sample sample-${channel}`}>
      <figcaption class="sample-tag">{m.sample[channel]}</figcaption>
      <p class="sample-from">
        {channel !== 'page' && (
          <span class="sample-face" aria-hidden="true">
            {[...from.trim()][0]}
          </span>
        )}
        <b class="sample-name" data-say="text">
          {from}
        </b>
      </p>
      {channel === 'call' && <p class="small">{m.calling}</p>}
      <p class="sample-text" data-say="text">
        {text}
      </p>
    </figure>
  )
}
