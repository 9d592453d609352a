import { useEffect, useRef, useState } from 'preact/hooks'
import { type BoardQuery, type CampaignState, campaignApi, type RankedBoard, readBoard } from '../../api/campaigns'
import { useLoad } from '../../app/useLoad'
import { watchBoard } from '../live'
import { changed } from './paging'

/** So many places are shown at most: what comes after them nobody waits for. */
const most = 140
const retryEvery = 15_000

interface Shown {
  board: RankedBoard | undefined
  campaign: CampaignState | undefined
  error: unknown
  /** The last reading failed. */
  lost: boolean
  /** Ids of the rows that the last reading changed. */
  fresh: ReadonlySet<string>
}

/** A board that stays current for days: read anew when the stream says so, and again and again while it cannot be read. */
export function useScreenBoard(board: string, query: BoardQuery): Shown {
  const loaded = useLoad(
    async (signal) => {
      // The head is read beside the rows, so that nobody waits for it at a change.
      const [ranked, campaigns] = await Promise.all([readBoard(board, query, most, signal), campaignApi.campaigns()])
      return { ranked, campaign: campaigns.items.find((one) => one.id === ranked.campaign) ?? campaigns.items[0] }
    },
    [board, JSON.stringify(query)],
  )
  const { reload, data, error } = loaded
  const view = JSON.stringify(query)
  useEffect(() => watchBoard(board, query, reload), [board, view])

  // A reading that failed is forgotten by the next one that is under way, but the screen is right again only after one that succeeded.
  const [lost, setLost] = useState(false)
  useEffect(() => {
    if (error !== undefined) setLost(true)
  }, [error])
  useEffect(() => {
    if (data) setLost(false)
  }, [data])
  useEffect(() => {
    if (!lost) return
    const retry = setInterval(reload, retryEvery)
    return () => clearInterval(retry)
  }, [lost])

  const before = useRef<RankedBoard | undefined>(undefined)
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    if (!data || data.ranked === before.current) return
    if (before.current) setFresh(changed(before.current.items, data.ranked.items))
    before.current = data.ranked
  }, [data])

  return { board: data?.ranked, campaign: data?.campaign, error, lost, fresh }
}
