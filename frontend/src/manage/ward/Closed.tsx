import type { WardProgress } from '../../api/schema'
import { capital } from '../../i18n/places'
import { useWardWords } from './messages'
import './ward.css'

/** Villages that are no more, each with what its people belong to today: frozen boards go on naming them. */
export function Closed({ villages }: { villages: WardProgress['closed'] }) {
  const { closed: m } = useWardWords()
  if (villages.length === 0) return null
  return (
    <details>
      <summary>{m.title}</summary>
      <div class="stack stack-tight">
        <p class="small quiet">{m.lead}</p>
        <ul class="gone">
          {villages.map((one) => (
            <li key={one.id}>
              {capital(one.name)}:{' '}
              {one.into ? <a href={`/village/${one.into.id}`}>{m.into(one.into.name)}</a> : m.retired}
            </li>
          ))}
        </ul>
      </div>
    </details>
  )
}
