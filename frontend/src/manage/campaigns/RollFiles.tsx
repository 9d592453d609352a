import { campaignApi } from '../../api/campaigns'
import type { ListRollImportsAnswer, RollUndo, WardCode } from '../../api/schema'
import { number } from '../../i18n/format'
import { RecentFiles } from '../imports/RecentFiles'
import { useCampaigns } from './messages'

interface RollFilesProps {
  code: WardCode
  items: ListRollImportsAnswer['items']
  onDone: (did: RollUndo) => void
}

/** The files of rolls of the last day, to be undone. */
export function RollFiles({ code, items, onDone }: RollFilesProps) {
  const { rolls: m } = useCampaigns()
  return (
    <RecentFiles
      items={items}
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
      onDone={onDone}
    />
  )
}
