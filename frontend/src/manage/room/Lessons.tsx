import type { ModuleTotals } from '../../api/schema'
import { percent } from '../../i18n/format'
import { countText } from '../counts'
import { useManage } from '../messages'
import { useTitles } from '../parts/ModuleList'
import { hardestFirst } from '../sort'
import { useRoom } from './messages'
import { Questions } from './Questions'
import { shareOf } from './read'
import type { Shown } from './shown'
import { BarCell, type Col, Table } from './Table'
import { Take } from './Take'

/** Which lessons people try and do not pass. */
export function Lessons({ shown }: { shown: Shown }) {
  const { lessons: m, none } = useRoom()
  const { few } = useManage()
  const { title } = useTitles()
  const rows = hardestFirst(shown.insights.modules)
  const share = ({ tried, passed }: ModuleTotals) => shareOf(passed, tried ?? 0)
  const text = (row: ModuleTotals) => {
    const part = share(row)
    return part === null ? none : percent(part)
  }
  const cols: Col<ModuleTotals>[] = [
    { key: 'module', label: m.module, head: true, value: ({ module }) => title(module) },
    {
      key: 'share',
      label: m.share,
      number: true,
      value: text,
      show: (row) => <BarCell wide text={text(row)} share={share(row)} />,
    },
    { key: 'tried', label: m.tried, number: true, value: ({ tried }) => tried ?? countText(null, few) },
    { key: 'passed', label: m.passed, number: true, value: ({ passed }) => passed ?? countText(null, few) },
  ]
  return (
    <>
      <section class="stack">
        <h2>{m.title}</h2>
        <p class="quiet">{rows.length ? m.lead : m.empty}</p>
        {rows.length > 0 && (
          <>
            <Take
              shown={shown}
              table="lessons"
              title={m.title}
              drawn={{ bars: rows.map((row) => ({ label: title(row.module), text: text(row), share: share(row) })) }}
            />
            <Table caption={m.title} cols={cols} rows={rows} rowKey={({ module }) => module} />
          </>
        )}
      </section>
      <Questions shown={shown} title={title} />
    </>
  )
}
