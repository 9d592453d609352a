import type { NewJoinCode, Village, Ward } from '../../api/schema'
import { Button } from '../../components/Button/Button'
import { Notice } from '../../components/Notice/Notice'
import { usePrinted } from '../../components/Printed/usePrinted'
import { QrImage } from '../../components/QrImage/QrImage'
import { clock, day } from '../../i18n/format'
import { wardName } from '../../i18n/places'
import { groups } from '../people/accounts'
import { usePeople } from '../people/messages'
import './poster.css'

interface PosterProps {
  code: NewJoinCode
  village: Village
  ward: Ward
  onDone: () => void
}

/** A sheet for the wall of the house of culture: the code to scan, the same to type, and what to do. */
export function Poster({ code, village, ward, onDone }: PosterProps) {
  const { join: m } = usePeople()
  const { poster } = m
  usePrinted()
  return (
    <>
      <div class="stack stack-tight print-not">
        <Notice kind="warn" title={m.onlyOnce} />
        <Button look="main" icon="printer" onClick={() => print()}>
          {m.print}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {m.another}
        </Button>
      </div>
      <article class="poster">
        <h2 class="poster-head">{poster.head}</h2>
        <p class="poster-place">
          {village.name}
          <br />
          {wardName(ward, true)}
        </p>
        <p>{poster.free}</p>
        <div class="poster-qr">
          <QrImage qr={code.qr} label={poster.qr} />
        </div>
        <ol class="poster-steps">
          {poster.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <div class="poster-typed">
          <p>{poster.typed(joinSite(code.url))}</p>
          <p class="poster-code num">
            {groups(code.code).map((group) => (
              <span key={group}>{group}</span>
            ))}
          </p>
        </div>
        <p class="poster-until num">{poster.until(`${clock(code.expires_at)}, ${day(code.expires_at)}`)}</p>
        <p>{poster.help}</p>
      </article>
    </>
  )
}

/** The address that people type: "hoc.example.vn/join". */
function joinSite(url: string): string {
  const { host, pathname } = new URL(url, location.origin)
  return host + pathname
}
