import { api } from '../../api/endpoints'
import type { Summary } from '../../api/schema'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { StatusChip } from '../../components/StatusChip/StatusChip'
import { number } from '../../i18n/format'
import { language } from '../../i18n/messages'
import { useAccount } from './messages'

/** What was taken so far, in the order of the courses. */
export function PassedModules({ summary }: { summary: Summary }) {
  const m = useAccount()
  const lang = useStore(language)
  const { data } = useLoad((signal) => api.courses(lang, { signal }), [lang])
  const modules = [...(data?.items ?? [])].sort((a, b) => a.order - b.order).flatMap((course) => course.modules)
  const taken = modules.flatMap((module) => {
    const result = summary.modules.find((one) => one.module === module.id)
    return result ? [{ module, result }] : []
  })
  return (
    <ul class="me-list">
      {taken.map(({ module, result }) => (
        <li key={module.id} class="me-row">
          <span>
            <a href={`/modules/${module.id}`}>{module.title}</a>
            <br />
            <span class="small quiet num">{m.best(number(result.best), number(result.max))}</span>
          </span>
          <StatusChip tone={result.passed ? 'good' : 'wait'} icon={result.passed ? 'circle-check' : 'rotate-ccw'}>
            {result.passed ? m.done : m.notYet}
          </StatusChip>
        </li>
      ))}
    </ul>
  )
}
