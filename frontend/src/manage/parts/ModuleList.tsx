import { api } from '../../api/endpoints'
import type { ContentID, ModuleTotals } from '../../api/schema'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { number, percent } from '../../i18n/format'
import { language } from '../../i18n/messages'
import { useManage } from '../messages'
import { hardestFirst } from '../sort'
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
              <p class="small num">{m.modules.passed(number(passed), number(tried), percent(passed / tried))}</p>
              <div class="modules-bar" aria-hidden="true">
                <div style={{ width: `${(passed / tried) * 100}%` }} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
