import { ButtonLink } from '../components/Button/Button'
import { useBoards } from './messages'

/** In short what the figures are, and where to read more. */
export function How({ print, board }: { print: string; board: string }) {
  const { how, print: paper } = useBoards()
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
        <ButtonLink fit look="quiet" href={`${print}${print.includes('?') ? '&' : '?'}board=${board}`} icon="printer">
          {paper.link}
        </ButtonLink>
        <ButtonLink fit look="quiet" href="/boards/map" icon="map-pin">
          {how.map}
        </ButtonLink>
        <ButtonLink fit look="quiet" href={`/screen/${board}`} icon="chart-column">
          {how.screen}
        </ButtonLink>
      </div>
    </section>
  )
}
