import { useVillageWords } from './messages'

/** What will have happened, before somebody lets it happen. */
export function After({ sentences }: { sentences: readonly string[] }) {
  const { happens } = useVillageWords()
  return (
    <div class="village-after">
      <p class="village-after-title">{happens}</p>
      <ul class="num">
        {sentences.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </div>
  )
}
