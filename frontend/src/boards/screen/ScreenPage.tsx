import { useEffect, useRef, useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import { type BoardQuery, type CampaignState, measures, type RankedBoard } from '../../api/campaigns'
import { api } from '../../api/endpoints'
import { ApiError } from '../../api/error'
import { online } from '../../app/online'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { Icon } from '../../components/Icon/Icon'
import { useCore } from '../../i18n/core'
import { clock, day, number } from '../../i18n/format'
import { language } from '../../i18n/messages'
import { wardName } from '../../i18n/places'
import { useBoards } from '../messages'
import type { Boards } from '../messages.vi'
import { bandName } from '../parts/words'
import { useAwake } from './awake'
import { Clock } from './Clock'
import { Controls } from './Controls'
import { useFlip } from './flip'
import { useScreen } from './messages'
import { pageCount, rowsOf, sheetOf, sheetSize } from './paging'
import { useRenewal } from './renew'
import { ScreenRow } from './ScreenRow'
import { usePages } from './usePages'
import { useScreenBoard } from './useScreenBoard'
import './screen.css'

/** A ranking for a hall: it fills the screen, turns its pages by itself and changes as people learn. */
export default function ScreenPage() {
  const { query } = useLocation()
  const { code, of = 'wards' } = useRoute().params
  const board = code ? `wards/${code}/villages` : of
  const { campaign, window, band } = query
  // Without one the board is by what the campaign ranks by first.
  const measure = measures.find((one) => one === query.measure)
  const shown = { measure, campaign, window, band }
  return <Hall key={board + JSON.stringify(shown)} board={board} code={code} query={shown} />
}

interface HallProps {
  board: string
  code: string | undefined
  query: BoardQuery
}

function Hall({ board, code, query }: HallProps) {
  const m = useScreen()
  const words = useBoards()
  const { app } = useCore()
  useStore(language)
  useAwake()
  useRenewal()
  const quiet = useQuietPointer()
  const shown = useScreenBoard(board, query)
  const ward = useLoad(async () => (code ? api.ward(code) : undefined), [code])
  const sheet = useSheet()
  const size = sheetSize(sheet)
  const items = shown.board?.items ?? []
  const pages = pageCount(items.length, size)
  const { page, paused, setPaused, go } = usePages(pages)
  const title = shown.campaign?.name ?? m.title
  const part = shown.board && partOf(shown.board, shown.campaign, words)
  const place = ward.data ? wardName(ward.data, true) : board === 'wards' ? m.of.wards : m.of.villages

  useEffect(() => {
    document.title = `${title} · ${app.name}`
  }, [title, app])

  return (
    <div class={`screen${quiet ? ' screen-quiet' : ''}`}>
      <header class="screen-head">
        <div>
          <h1 class="screen-title">{title}</h1>
          <p class="screen-sub">
            <span>{place}</span>
            {shown.board && <span>{m.measure[shown.board.measure]}</span>}
            {part && <span>{part}</span>}
            {shown.board && <span class="screen-stage">{m.stage[shown.board.stage]}</span>}
            {shown.campaign?.sample && <span class="screen-stage">{m.sample}</span>}
          </p>
        </div>
        <div class="screen-now">
          <Clock />
          <Freshness board={shown.board} lost={shown.lost} />
        </div>
      </header>
      {shown.board && items.length > 0 ? (
        <Rows
          key={page}
          board={shown.board}
          page={page}
          sheet={sheet}
          fresh={shown.fresh}
          most={Math.max(...items.map((row) => row.value ?? 0))}
        />
      ) : (
        <Instead shown={shown} />
      )}
      <footer class="screen-foot">
        <p class="num">
          {m.page(number(page + 1), number(pages))}
          {paused && <strong> {m.paused}</strong>}
        </p>
        <div class="screen-dots" aria-hidden="true">
          {Array.from({ length: pages }, (_, index) => (
            <span
              key={index}
              class={index === page ? `screen-dot screen-here${paused ? '' : ' screen-runs'}` : 'screen-dot'}
            />
          ))}
        </div>
        <p class="num">{shown.board && m.places(number(shown.board.total))}</p>
        <Controls paused={paused} onPause={setPaused} onGo={go} />
      </footer>
    </div>
  )
}

/** Which days and which size the figures are of, when not of all. */
function partOf({ window, band, measure }: RankedBoard, campaign: CampaignState | undefined, words: Boards): string {
  const days = window !== 'campaign' && measure !== 'gain' && words.window[window]
  return [days, band && bandName(campaign?.bands ?? [], band, words)].filter(Boolean).join(', ')
}

function Freshness({ board, lost }: { board: RankedBoard | undefined; lost: boolean }) {
  const m = useScreen()
  const connected = useStore(online)
  const trouble = !connected || lost ? m.offline : board?.stale ? m.stale : ''
  const today = day(new Date())
  return (
    <p class="screen-fresh-line num">
      {board && (
        <span>
          {day(board.as_of) === today ? m.asOf(clock(board.as_of)) : m.asOfDay(clock(board.as_of), day(board.as_of))}
        </span>
      )}
      <span role="status">
        {trouble && (
          <span class="screen-trouble">
            <Icon name="wifi-off" />
            <span>{trouble}</span>
          </span>
        )}
      </span>
    </p>
  )
}

interface RowsProps {
  board: RankedBoard
  page: number
  sheet: { columns: number; rows: number }
  fresh: ReadonlyMap<string, number>
  most: number
}

/** One page. Its rows glide when their order changes; a page that is turned to is simply there. */
function Rows({ board, page, sheet, fresh, most }: RowsProps) {
  const list = useRef<HTMLOListElement>(null)
  useFlip(list, page)
  return (
    <ol ref={list} class="screen-rows" style={{ '--rows': sheet.rows, '--columns': sheet.columns }}>
      {rowsOf(board.items, page, sheetSize(sheet)).map((row) => (
        <ScreenRow key={row.id} row={row} measure={board.measure} most={most} changedAt={fresh.get(row.id)} />
      ))}
    </ol>
  )
}

/** What stands there while there are no rows. */
function Instead({ shown }: { shown: ReturnType<typeof useScreenBoard> }) {
  const m = useScreen()
  const gone = shown.error instanceof ApiError && shown.error.status === 404
  return (
    <div class="screen-instead" role="status">
      {shown.board ? (
        <>
          <p class="screen-big">{m.empty}</p>
          <p>{m.emptyText}</p>
        </>
      ) : (
        <p class="screen-big">{gone ? m.missing : shown.lost ? m.unreachable : m.waiting}</p>
      )}
    </div>
  )
}

function useSheet() {
  const now = () => sheetOf(innerWidth, innerHeight)
  const [sheet, setSheet] = useState(now)
  useEffect(() => {
    const look = () => setSheet(now())
    addEventListener('resize', look)
    return () => removeEventListener('resize', look)
  }, [])
  return sheet
}

const restMs = 3000

/** Whether nobody has moved the pointer for a while, so that it and the controls can go. */
function useQuietPointer(): boolean {
  const [quiet, setQuiet] = useState(true)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const moved = () => {
      setQuiet(false)
      clearTimeout(timer)
      timer = setTimeout(() => setQuiet(true), restMs)
    }
    addEventListener('pointermove', moved)
    addEventListener('pointerdown', moved)
    return () => {
      removeEventListener('pointermove', moved)
      removeEventListener('pointerdown', moved)
      clearTimeout(timer)
    }
  }, [])
  return quiet
}
