import { useRef } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import rules from '../../../../docs/ranking.vi.md'
import type { Block, Words } from '../../../scripts/markdown.mjs'
import { useStore } from '../../app/store'
import { Page } from '../../components/Page/Page'
import { language } from '../../i18n/messages'
import { Listen } from '../../learn/listen/Listen'
import { useBoards } from '../messages'
import { useCampaign } from '../parts/useCampaign'
import { useHow } from './messages'
import { ThisCampaign } from './ThisCampaign'
import './how.css'

const [first] = rules
// The page's own heading stands for that of the text.
const body = first?.kind === 'heading' && first.level === 1 ? rules.slice(1) : rules

/** How places are ranked, in the words of the document that the campaign goes by, to be read or listened to. */
export default function HowPage() {
  const m = useBoards()
  const lang = useStore(language)
  const text = useRef<HTMLDivElement>(null)
  const choices = useCampaign(useRoute().query.campaign)
  return (
    <Page title={m.how.page} back={{ href: '/boards', label: m.title }}>
      {lang === 'en' && (
        <ul class="prose how-short">
          {[m.how.rate, m.how.completed, m.how.points, m.how.gain, m.how.ties].map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
      <Listen root={text} at="rules" index={0} language="vi" />
      <div class="prose how" lang="vi" ref={text}>
        {body.map((block, at) => (
          <Shown key={at} block={block} />
        ))}
      </div>
      <ThisCampaign {...choices} />
    </Page>
  )
}

const spans = (words: readonly Words[]) =>
  words.map((one) =>
    typeof one === 'string' ? (
      one
    ) : 'strong' in one ? (
      <strong key={one.strong}>{one.strong}</strong>
    ) : (
      <code key={one.code}>{one.code}</code>
    ),
  )

function Shown({ block }: { block: Block }) {
  if (block.kind === 'heading') {
    return block.level === 3 ? (
      <h3 data-say="text">{spans(block.words)}</h3>
    ) : (
      <h2 data-say="text">{spans(block.words)}</h2>
    )
  }
  if (block.kind === 'paragraph') return <p>{spans(block.words)}</p>
  if (block.kind === 'list') {
    const List = block.numbered ? 'ol' : 'ul'
    return (
      <List>
        {block.items.map((words, at) => (
          <li key={at}>{spans(words)}</li>
        ))}
      </List>
    )
  }
  return <Table head={block.head} rows={block.rows} />
}

/* biome-ignore-start lint/suspicious/noArrayIndexKey: the text never changes */
/** Wide tables scroll by themselves, with a keyboard too. */
function Table({ head, rows }: { head: readonly Words[][]; rows: readonly Words[][][] }) {
  const m = useHow()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="how-table" tabIndex={0} aria-label={m.example}>
      <table>
        <thead>
          <tr>
            {head.map((words, at) => (
              <th key={at} scope="col">
                {spans(words)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row}>
              {cells.map((words, at) => (
                <td key={at} data-say="text">
                  {/* For ears that do not see under which heading a cell stands; the first says which place it is. */}
                  {at > 0 && <span class="how-head">{spans(head[at] ?? [])}: </span>}
                  {spans(words)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
/* biome-ignore-end lint/suspicious/noArrayIndexKey: the text never changes */
