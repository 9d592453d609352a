import { campaignApi } from '../../api/campaigns'
import type { ListRollImportsAnswer, RollUndo, WardCode } from '../../api/schema'
import type { Loaded } from '../../app/useLoad'
import { number } from '../../i18n/format'
import { RecentFiles } from '../imports/RecentFiles'
import { RecentMissing } from '../imports/RecentMissing'
import { useCampaigns } from './messages'

interface RollFilesProps {
  code: WardCode
  files: Loaded<ListRollImportsAnswer | null>
  onDone: (said: string, left: RollUndo['left']) => void
  /** Undoing failed, and may have done some of it. */
  onFailed: () => void
}

/** The files of rolls of the last day, to be undone. */
export function RollFiles({ code, files: { data, error, reload }, onDone, onFailed }: RollFilesProps) {
  const { rolls: m } = useCampaigns()
  if (error !== undefined) return <RecentMissing onRetry={reload} />
  if (!data || data.items.length === 0) return null
  return (
    <RecentFiles
      items={data.items}
      counts={({ declared }) => m.filed(number(declared))}
      undo={(id, dry) => campaignApi.undoRolls(code, id, dry)}
      text={m.undoText}
      parts={({ withdrawn }: RollUndo) => [
        {
          title: m.withdrawn(number(withdrawn.length)),
          items: withdrawn.map(({ name, adults }) => m.withdrawnOne(name, number(adults))),
        },
      ]}
      why={m.left}
      errors={m.undoErrors}
      onDone={({ withdrawn, left }) => onDone(m.undoDone(number(withdrawn.length)), left)}
      onFailed={onFailed}
    />
  )
}
