import { Button } from '../components/Button/Button'
import { Page } from '../components/Page/Page'
import { useCore } from '../i18n/core'

/** The code of a page could not be fetched. Plain, because its own pictures may be out of reach as well. */
export function Broken() {
  const m = useCore()
  return (
    <Page title={m.broken.title}>
      <p>{m.broken.text}</p>
      <Button look="main" icon="refresh-cw" onClick={() => location.reload()}>
        {m.action.retry}
      </Button>
    </Page>
  )
}
