import { Button } from '../../components/Button/Button'
import { Notice } from '../../components/Notice/Notice'
import { useCore } from '../../i18n/core'
import { useImports } from './messages'

/** Says that what was taken in lately could not be loaded, so that it cannot be undone now. */
export function RecentMissing({ onRetry }: { onRetry: () => void }) {
  const { recentMissing } = useImports()
  const { action } = useCore()
  return (
    <Notice
      kind="warn"
      live
      title={recentMissing}
      action={
        <Button icon="refresh-cw" onClick={onRetry}>
          {action.retry}
        </Button>
      }
    />
  )
}
