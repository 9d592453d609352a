import { useState } from 'preact/hooks'
import { type CampaignRules, campaignApi } from '../../api/campaigns'
import type { BoardPreview, MovedPlace } from '../../api/schema'
import { Button } from '../../components/Button/Button'
import { CodedError } from '../../components/CodedError/CodedError'
import { type Column, DataTable } from '../../components/DataTable/DataTable'
import { number } from '../../i18n/format'
import { useCampaigns } from './messages'

/** What a change would do to the boards of today, for who asks: it may be counted anew for that. */
export function OnBoards({ rules }: { rules: CampaignRules }) {
  const { preview: m, errors } = useCampaigns()
  const [busy, setBusy] = useState(false)
  const [boards, setBoards] = useState<readonly BoardPreview[] | null>(null)
  const [error, setError] = useState<unknown>(undefined)

  async function look() {
    setBusy(true)
    setError(undefined)
    try {
      setBoards((await campaignApi.preview(rules)).boards ?? [])
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }

  return (
    <section class="stack">
      {!boards && (
        <Button fit icon="list-ordered" busy={busy} onClick={() => void look()}>
          {busy ? m.looking : m.look}
        </Button>
      )}
      <CodedError error={error} words={errors} />
      <div class="stack" role="status">
        {boards?.map((board) => (
          <OnBoard key={board.board} preview={board} />
        ))}
      </div>
    </section>
  )
}

function OnBoard({ preview }: { preview: BoardPreview }) {
  const { preview: m } = useCampaigns()
  const { board, before, after, moved, top, movers } = preview
  const rank = (value: number) => (value === 0 ? '–' : number(value))
  const columns: Column<MovedPlace>[] = [
    {
      key: 'name',
      label: m.place,
      head: true,
      cell: ({ name, ward }) => (
        <>
          {name}
          {ward && <span class="desk-thin">{ward}</span>}
        </>
      ),
    },
    { key: 'was', label: m.was, number: true, cell: (row) => rank(row.was) },
    { key: 'rank', label: m.rank, number: true, cell: (row) => rank(row.rank) },
    { key: 'way', label: m.way, number: true, cell: (row) => wayOf(row, m) },
  ]
  const table = (caption: string, rows: readonly MovedPlace[]) =>
    rows.length > 0 && <DataTable caption={caption} columns={columns} rows={rows} rowKey={({ id }) => id} />
  return (
    <section class="stack stack-tight">
      <h3>{board === 'wards' ? m.wards : m.villages}</h3>
      <p>{moved === 0 ? m.same(number(after)) : m.moved(number(moved), number(before), number(after))}</p>
      {table(m.top, top)}
      {table(m.movers, movers)}
    </section>
  )
}

/** Where a place goes, in words, so that nothing hangs on the look of an arrow. */
export function wayOf(
  { was, rank }: Pick<MovedPlace, 'was' | 'rank'>,
  m: ReturnType<typeof useCampaigns>['preview'],
): string {
  if (was === rank) return m.stays
  if (was === 0) return m.comes
  if (rank === 0) return m.goes
  return was > rank ? m.up(number(was - rank)) : m.down(number(rank - was))
}
