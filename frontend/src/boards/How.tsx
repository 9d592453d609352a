import { useBoards } from './messages'

export function How() {
  const { how } = useBoards()
  return (
    <section class="boards-how stack stack-tight">
      <h2>{how.title}</h2>
      <ul>
        <li>{how.rate}</li>
        <li>{how.points}</li>
        <li>{how.ties}</li>
      </ul>
    </section>
  )
}
