import { Notice } from '../../components/Notice/Notice'
import { useImports } from './messages'

export interface Part {
  title: string
  items: readonly string[]
  more?: string | undefined
}

interface NewsProps {
  /** Said instead of all else where nothing would change. */
  nothing: string | undefined
  parts: readonly Part[]
  /** What stays as it is. */
  known: string | undefined
}

/** What a table would do, with whom or what it is about by name. */
export function News({ nothing, parts, known }: NewsProps) {
  const m = useImports()
  if (nothing) return <Notice kind="good" live title={nothing} />
  return (
    <Notice live title={m.previewTitle}>
      <Parts parts={parts} />
      {known && <p class="num">{known}</p>}
    </Notice>
  )
}

/** Lists with a title over each. */
export function Parts({ parts }: { parts: readonly Part[] }) {
  return (
    <>
      {parts.map(({ title, items, more }) => (
        <div key={title} class="num">
          <p>
            <strong>{title}</strong>
          </p>
          <ul class="desk-lines">
            {items.map((item, at) => (
              // Two people may have one name; their place tells them apart.
              <li key={at}>{item}</li>
            ))}
            {more && <li>{more}</li>}
          </ul>
        </div>
      ))}
    </>
  )
}
