import { useEffect, useRef } from 'preact/hooks'
import { ApiError } from '../../api/error'
import type { Board, Measure } from '../../api/schema'
import { session } from '../../app/session'
import { LoadError } from '../../app/states'
import { useStore } from '../../app/store'
import { Button, ButtonLink } from '../../components/Button/Button'
import { EmptyState } from '../../components/EmptyState/EmptyState'
import { Notice } from '../../components/Notice/Notice'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { useCore } from '../../i18n/core'
import { number } from '../../i18n/format'
import { AsOf } from '../AsOf'
import { useBoards } from '../messages'
import { boardName, cell, nobodyStarted, type Own, ownPlaces, type Scope, sharedRanks } from '../scope'
import { useBoard } from '../useBoard'
import { RankRow } from './RankRow'
import './Ranking.css'

interface RankingProps {
  scope: Scope
  measure: Measure
  /** The place to look at, wherever it stands. */
  around: string | undefined
  onLookAt: (id: string | undefined) => void
  onPoints: () => void
}

export function Ranking(props: RankingProps) {
  const { scope, measure, around } = props
  const m = useBoards()
  const { data, error, loading, reload, more } = useBoard(boardName(scope), { measure, around })

  if (!data && error === undefined) return <Skeleton lines={0} cards={6} />
  if (!data) return <Refused {...props} error={error} retry={reload} />
  return (
    <section class="ranking" aria-label={m.title}>
      {data.stale ? (
        <Notice kind="warn" title={m.stale.title}>
          <p>{m.stale.text}</p>
        </Notice>
      ) : (
        error !== undefined && <Notice kind="offline">{m.late}</Notice>
      )}
      <Places {...props} board={data} />
      <More board={data} loading={loading} more={more} />
    </section>
  )
}

function Refused({ error, retry, ...props }: RankingProps & { error: unknown; retry: () => void }) {
  const m = useBoards()
  const { status, code } = error instanceof ApiError ? error : { status: 0, code: '' }
  if (status === 503) {
    return (
      <EmptyState picture="nothing" title={m.busy.title}>
        <p>{m.busy.text}</p>
      </EmptyState>
    )
  }
  if (code !== 'not_on_board') return <LoadError error={error} retry={retry} />
  return (
    <EmptyState
      picture="nothing"
      title={m.mine.absent}
      action={
        <>
          <Button look="main" icon="list-ordered" onClick={() => props.onLookAt(undefined)}>
            {m.mine.whole}
          </Button>
          {props.measure === 'rate' && <Button onClick={props.onPoints}>{m.empty.points}</Button>}
        </>
      }
    >
      {props.measure === 'rate' && <p>{m.mine.absentText}</p>}
    </EmptyState>
  )
}

function Places({ board, ...props }: RankingProps & { board: Board }) {
  const m = useBoards()
  const { person } = useStore(session)
  if (board.items.length === 0) {
    return (
      <EmptyState
        picture="nothing"
        title={m.empty.title}
        action={props.measure === 'rate' && <Button onClick={props.onPoints}>{m.empty.points}</Button>}
      >
        <p>{m.empty.text}</p>
      </EmptyState>
    )
  }
  if (nobodyStarted(board.items)) {
    return (
      <EmptyState
        picture="nothing"
        title={m.nobody.title}
        action={
          <ButtonLink look="main" href={person ? '/courses' : '/register'}>
            {m.nobody.start}
          </ButtonLink>
        }
      >
        <p>{m.nobody.text}</p>
      </EmptyState>
    )
  }
  return <Rows {...props} board={board} />
}

function Rows({ board, scope, measure, around, onLookAt }: RankingProps & { board: Board }) {
  const m = useBoards()
  const { person } = useStore(session)
  const list = useRef<HTMLOListElement>(null)
  const own = ownPlaces(scope, person)
  const first = own[0]
  const rows = board.items
  const shared = sharedRanks(rows)
  const most = measure === 'points' ? Math.max(...rows.map((row) => row.value), 0) : 1

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
      <div class="ranking-head">
        <p class="quiet small num">
          {m.total(number(board.total))} · <AsOf time={board.as_of} />
        </p>
        <div class="ranking-jumps">
          {around && (
            <Button fit look="quiet" icon="arrow-up" onClick={() => onLookAt(undefined)}>
              {m.mine.top}
            </Button>
          )}
          {first && first.id !== around && (
            <Button fit icon="map-pin" onClick={() => show(first.id) || onLookAt(first.id)}>
              {first.charge ? m.mine.findCharge : m.mine.find}
            </Button>
          )}
        </div>
      </div>
      <ol class="ranks" ref={list}>
        {rows.map((row, index) => (
          <RankRow
            key={row.id}
            row={row}
            scope={scope}
            measure={measure}
            most={most}
            shared={shared.has(row.rank)}
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

function More({ board, loading, more }: { board: Board; loading: boolean; more: () => void }) {
  const m = useCore()
  return board.next === null || nobodyStarted(board.items) ? null : (
    <div class="ranking-more">
      <Button busy={loading} icon="chevron-down" onClick={more}>
        {m.action.more}
      </Button>
    </div>
  )
}
