import { api } from '../../api/endpoints'
import type { ContentID, Count, ModuleTotals } from '../../api/schema'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { number, percent } from '../../i18n/format'
import { language } from '../../i18n/messages'
import { countText } from '../counts'
import { useManage } from '../messages'
import { hardestFirst } from '../sort'
import { ShareBar } from './ShareBar'
import './ModuleList.css'

/** Titles of modules; the id stands in for a title that is not known (yet). */
export function useTitles(): { title: (id: ContentID) => string; count: number } {
  const lang = useStore(language)
  const { data } = useLoad((signal) => api.courses(lang, { signal }), [lang])
  const titles = new Map(data?.items.flatMap((course) => course.modules.map((one) => [one.id, one.title])))
  return { title: (id) => titles.get(id) ?? id, count: titles.size }
}

export function ModuleList({ modules }: { modules: readonly ModuleTotals[] }) {
  const m = useManage()
  const { title } = useTitles()
  const hardest = hardestFirst(modules)
  return (
    <section class="stack stack-tight">
      <h2>{m.modules.title}</h2>
      <p class="quiet">{hardest.length ? m.modules.lead : m.modules.empty}</p>
      {hardest.length > 0 && (
        <ul class="modules">
          {hardest.map(({ module, tried, passed }) => (
            <li key={module} class="modules-one">
              <p class="modules-title">{title(module)}</p>
              <Share passed={passed} tried={tried} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** A bar only where the share is known; a hidden count has words alone. */
function Share({ passed, tried }: { passed: Count; tried: Count }) {
  const { modules: m, few } = useManage()
  if (tried === null) return <p class="small num">{m.triedFew(few)}</p>
  if (passed === null) return <p class="small num">{m.passedFew(countText(passed, few), number(tried))}</p>
  return (
    <>
      <p class="small num">{m.passed(number(passed), number(tried), percent(passed / tried))}</p>
      <ShareBar share={passed / tried} />
    </>
  )
}
