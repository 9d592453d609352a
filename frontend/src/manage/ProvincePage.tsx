import { Page } from '../components/Page/Page'
import { Skeleton } from '../components/Skeleton/Skeleton'
import { useCore } from '../i18n/core'

export default function ProvincePage() {
  const m = useCore()
  return (
    <Page title={m.menu.province} wide>
      <Skeleton lines={0} cards={4} />
    </Page>
  )
}
