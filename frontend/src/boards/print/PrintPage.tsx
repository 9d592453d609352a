import { useLocation } from 'preact-iso'
import { ErrorNotice, LoadError } from '../../app/states'
import { useLoad } from '../../app/useLoad'
import { Button } from '../../components/Button/Button'
import { Notice } from '../../components/Notice/Notice'
import { Page } from '../../components/Page/Page'
import { usePrinted } from '../../components/Printed/usePrinted'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { useBoards } from '../messages'
import { search, viewOf } from '../parts/view'
import { boardOf, readPaper } from './read'
import { Sheet } from './Sheet'

/** A whole board as the sheet of paper that is signed. */
export default function PrintPage() {
  const { query } = useLocation()
  const view = viewOf(query)
  const board = boardOf(query.board)
  const key = board + search(view)
  return <Printing key={key} board={board} view={view} />
}

function Printing({ board, view }: { board: string; view: ReturnType<typeof viewOf> }) {
  const { print: m, apart } = useBoards()
  const { data, error, loading, reload } = useLoad((signal) => readPaper(board, view, signal), [])
  usePrinted()
  const back = `/boards${board === 'wards' ? '' : board === 'villages' ? '/villages' : `/${board.replace('/villages', '')}`}`
  return (
    <Page title={m.title} lead={m.lead} back={{ href: back + search(view), label: apart.back }} wide>
      {!data && (error === undefined ? <Skeleton lines={0} cards={6} /> : <LoadError error={error} retry={reload} />)}
      {data && (
        <>
          <div class="print-not">
            {data.ranked.stale || data.torn ? (
              <Notice
                kind="warn"
                title={m.wait}
                action={
                  <Button fit icon="refresh-cw" busy={loading} onClick={reload}>
                    {m.again}
                  </Button>
                }
              >
                <p>{data.torn ? m.torn : m.stale}</p>
              </Notice>
            ) : (
              <Button look="main" fit icon="printer" onClick={() => print()}>
                {m.go}
              </Button>
            )}
          </div>
          {error !== undefined && <ErrorNotice error={error} />}
          <Sheet paper={data} board={board} />
        </>
      )}
    </Page>
  )
}
