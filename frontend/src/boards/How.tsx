import { ButtonLink } from '../components/Button/Button'
import { useBoards } from './messages'
import { search, type View, viewOf } from './parts/view'

/** In short what the figures are, and where to read more. */
export function How({ view, board }: { view: View; board: string }) {
  const { how, print: paper } = useBoards()
  const shown = search({ ...view, around: undefined, list: 'ranked' })
  const map = search(viewOf({ campaign: view.campaign }))
  return (
    <section class="boards-how stack stack-tight">
      <h2>{how.title}</h2>
      <ul>
        <li>{how.rate}</li>
        <li>{how.completed}</li>
        <li>{how.points}</li>
        <li>{how.gain}</li>
        <li>{how.ties}</li>
      </ul>
      <div class="boards-links">
        <ButtonLink fit href="/boards/how" icon="info">
          {how.more}
        </ButtonLink>
        <ButtonLink fit look="quiet" href={`/boards/print${shown ? `${shown}&` : '?'}board=${board}`} icon="printer">
          {paper.link}
        </ButtonLink>
        <ButtonLink fit look="quiet" href={`/boards/map${map}`} icon="map-pin">
          {how.map}
        </ButtonLink>
        <div class="boards-screen">
          <ButtonLink fit look="quiet" href={`/screen/${board}${shown}`} icon="chart-column">
            {how.screen}
          </ButtonLink>
        </div>
      </div>
    </section>
  )
}
