import type { Review, Thresholds } from '../../api/campaigns'
import { type Column, DataTable } from '../../components/DataTable/DataTable'
import { StatusChip } from '../../components/StatusChip/StatusChip'
import { number } from '../../i18n/format'
import { type Sign, signsOf } from './evidence'
import { useCampaigns } from './messages'
import type { Campaigns } from './messages.vi'

/** What speaks against a village's results and what speaks for them, each number beside the one from which it is looked at. */
export function Evidence({ review, thresholds }: { review: Review; thresholds: Thresholds | undefined }) {
  const { evidence: m } = useCampaigns()
  if (!thresholds) return null
  const { signs, flags } = review
  return (
    <details class="desk-evidence">
      <summary>{m.title}</summary>
      <p class="small quiet num">
        {m.base(number(signs.participants), number(signs.attempts))}{' '}
        {thresholds.min_attempts ? m.least(number(thresholds.min_attempts)) : ''}
      </p>
      <DataTable
        caption=""
        columns={columnsOf(m)}
        rows={signsOf(signs, thresholds, flags)}
        rowKey={(row) => row.flag}
      />
    </details>
  )
}

function columnsOf(m: Campaigns['evidence']): Column<Sign>[] {
  return [
    { key: 'sign', label: m.sign, head: true, cell: (row) => m.signs[row.flag] },
    { key: 'here', label: m.here, number: true, cell: (row) => hereOf(row, m) },
    { key: 'limit', label: m.limit, number: true, cell: (row) => limitOf(row, m) },
    {
      key: 'verdict',
      label: m.verdict,
      cell: (row) => <Verdict sign={row} />,
    },
  ]
}

function Verdict({ sign }: { sign: Sign }) {
  const { evidence: m } = useCampaigns()
  if (sign.limit === null) return <>–</>
  return sign.raised ? (
    <StatusChip tone="wait" icon="clock">
      {m.raised}
    </StatusChip>
  ) : (
    <StatusChip tone="good" icon="circle-check">
      {m.quiet}
    </StatusChip>
  )
}

function hereOf({ here }: Sign, m: Campaigns['evidence']): string {
  if ('people' in here) return m.people(number(here.people))
  if (here.whole === 0) return m.none
  return m.share(number(here.part), number(here.whole), number(Math.round((100 * here.part) / here.whole)))
}

function limitOf({ here, limit }: Sign, m: Campaigns['evidence']): string {
  if (limit === null) return m.off
  return 'people' in here ? m.fromPeople(number(limit)) : m.fromShare(number(limit))
}
