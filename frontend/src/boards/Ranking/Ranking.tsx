import { useEffect, useRef } from 'preact/hooks'
import type { RankedBy } from '../../api/campaigns'
import { session } from '../../app/session'
import { useStore } from '../../app/store'
import { Button } from '../../components/Button/Button'
import { Notice } from '../../components/Notice/Notice'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { useCore } from '../../i18n/core'
import { number } from '../../i18n/format'
import { ApartList } from '../Apart/ApartList'
import { useBoards } from '../messages'
import type { Choices } from '../parts/useCampaign'
import { nextRank, type ShownBoard, type View } from '../parts/view'
import { boardName, cell, nobodyStarted, type Own, ownPlaces, type Scope, sharedRanks } from '../scope'
import { useFlip } from '../screen/flip'
import { useBoard } from '../useBoard'
import { Head } from './Head'
import { NoRows, Refused } from './NoRows'
import { RankRow } from './RankRow'
import './Ranking.css'

export interface RankingProps {
  scope: Scope
  view: View
  choices: Choices
  onChange: (change: Partial<View>) => void
}

export function Ranking(props: RankingProps) {
  const m = useBoards()
  const { data, error, loading, reload, more } = useBoard(boardName(props.scope), props.view)

  if (!data && error === undefined) return <Skeleton lines={0} cards={6} />
  if (!data) return <Refused {...props} error={error} retry={reload} />
  const apart = props.view.list === 'apart'
  const empty = apart ? data.items.length === 0 : data.items.length === 0 || nobodyStarted(data.items)
  return (
    <section class="ranking" aria-label={apart ? m.apart.title : m.title}>
      {data.stale ? (
        <Notice kind="warn" title={m.stale.title}>
          <p>{m.stale.text}</p>
        </Notice>
      ) : (
        error !== undefined && <Notice kind="offline">{m.late}</Notice>
      )}
      {empty ? (
        <NoRows {...props} board={data} />
      ) : apart ? (
        <Apart {...props} board={data} />
      ) : (
        <Rows {...props} board={data} />
      )}
      {data.next !== null && !empty && <More loading={loading} more={more} />}
      {!apart && <ApartLink {...props} board={data} />}
    </section>
  )
}

type WithBoard = RankingProps & { board: ShownBoard }

function Apart({ board, scope, choices, onChange }: WithBoard) {
  const m = useBoards()
  return (
    <>
      <div class="ranking-head">
        <div class="stack stack-tight">
          <h2>{m.apart.title}</h2>
          <p>{m.apart.lead}</p>
        </div>
        <Button fit icon="arrow-left" onClick={() => onChange({ list: 'ranked' })}>
          {m.apart.back}
        </Button>
      </div>
      <ApartList board={board} scope={scope} choices={choices} />
    </>
  )
}

/** Where those are who have no rank, and how many. */
function ApartLink({ board, onChange }: WithBoard) {
  const m = useBoards()
  const count = Object.values(board.apart).reduce((sum, n) => sum + n, 0)
  return count === 0 ? null : (
    <div>
      <Button fit icon="circle-help" onClick={() => onChange({ list: 'apart' })}>
        {m.apart.link(number(count))}
      </Button>
    </div>
  )
}

function Rows({ board, scope, view, choices, onChange }: WithBoard) {
  const { person } = useStore(session)
  const list = useRef<HTMLOListElement>(null)
  const own = ownPlaces(scope, person)
  const rows = board.items
  const shared = sharedRanks(rows)
  const measure: RankedBy = board.measure
  const most = Math.max(...rows.map((row) => row.value ?? 0), 0)
  const { around } = view
  useFlip(list, board.board)

  // Moves the reader to the row, so that a keyboard or a screen reader goes on from there.
  const show = (id: string) => {
    const row = list.current?.querySelector<HTMLElement>(`[data-id="${id}"]`)
    row?.scrollIntoView({ block: 'center' })
    row?.focus({ preventScroll: true })
    return row !== null && row !== undefined
  }
  useEffect(() => {
    if (around) show(around)
  }, [around])

  return (
    <>
      <Head board={board} choices={choices} own={own[0]} around={around} show={show} onChange={onChange} />
      <ol class="ranks" ref={list}>
        {rows.map((row, index) => (
          <RankRow
            key={row.id}
            row={row}
            scope={scope}
            view={view}
            measure={measure}
            most={most}
            shared={shared.has(row.rank)}
            next={nextRank(rows, index)}
            mark={markOf(row.id, own, around)}
            cell={cell(index, rows.length)}
          />
        ))}
      </ol>
    </>
  )
}

export type Mark = 'home' | 'charge' | 'found' | null

function markOf(id: string, own: readonly Own[], around: string | undefined): Mark {
  const mine = own.find((one) => one.id === id)
  if (mine) return mine.charge ? 'charge' : 'home'
  return id === around ? 'found' : null
}

function More({ loading, more }: { loading: boolean; more: () => void }) {
  const m = useCore()
  return (
    <div class="ranking-more">
      <Button busy={loading} icon="chevron-down" onClick={more}>
        {m.action.more}
      </Button>
    </div>
  )
}
