import { Button } from '../../components/Button/Button'
import { Notice } from '../../components/Notice/Notice'
import { useCore } from '../../i18n/core'
import { useManage } from '../messages'

/** Above what is still shown although newer data could not be had: what was just done may be missing in it. */
export function NotRenewed({ error, retry }: { error: unknown; retry: () => void }) {
  const m = useManage()
  const { action } = useCore()
  if (error === undefined) return null
  return (
    <Notice
      kind="warn"
      live
      title={m.notRenewed}
      action={
        <Button icon="refresh-cw" onClick={retry}>
          {action.retry}
        </Button>
      }
    >
      <p>{m.notRenewedText}</p>
    </Notice>
  )
}
