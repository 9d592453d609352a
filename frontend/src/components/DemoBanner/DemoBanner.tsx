import { campaign } from '../../app/running'
import { useStore } from '../../app/store'
import { useCore } from '../../i18n/core'
import './DemoBanner.css'

export function DemoBanner() {
  const m = useCore()
  return useStore(campaign)?.sample ? <aside class="demo">{m.demo}</aside> : null
}
