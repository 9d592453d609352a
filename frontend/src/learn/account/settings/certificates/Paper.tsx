import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Certificate } from '../../../../api/schema'
import { QrImage } from '../../../../components/QrImage/QrImage'
import { day, number } from '../../../../i18n/format'
import { useCertificates } from './messages'
import './paper.css'

/** Letters of a size in which the longest names still fit in two lines. */
const size = (name: string) => (name.length > 40 ? 'small' : name.length > 24 ? 'middle' : 'large')

/** The code in groups of four, so that somebody can read it out. */
const grouped = (id: string) => id.match(/.{1,4}/g)?.join(' ') ?? id

/** How wide the sheet is on a screen, in CSS pixels, before it is made to fit; as in paper.css. */
const width = 1046

/** By how much the sheet must shrink to fit into its frame. */
function useFit() {
  const frame = useRef<HTMLDivElement>(null)
  const [fit, setFit] = useState(1)
  useLayoutEffect(() => {
    const measure = () => setFit(Math.min(1, (frame.current?.clientWidth || width) / width))
    measure()
    addEventListener('resize', measure)
    return () => removeEventListener('resize', measure)
  }, [])
  return { frame, fit }
}

/** Dark on white always: this is paper. Too small to read on a phone, so whoever draws it says in words what stands on it. */
export function Paper({ certificate }: { certificate: Certificate }) {
  const { paper: m } = useCertificates()
  const { frame, fit } = useFit()
  return (
    <div ref={frame} class="certificate-frame" style={{ '--fit': fit }}>
      <article class="certificate" aria-hidden="true">
        <header>
          {certificate.sample && <p class="certificate-sample">{m.sample}</p>}
          <p class="certificate-kind">{m.kind}</p>
        </header>
        <div class="certificate-who">
          <p class={`certificate-name certificate-${size(certificate.name)}`}>{certificate.name}</p>
          <p>{m.of}</p>
          <p class="certificate-title">{certificate.title}</p>
        </div>
        <div class="certificate-foot">
          <div class="certificate-facts">
            <p class="certificate-lessons num">{m.lessons(number(certificate.modules.length))}</p>
            <ul class={`certificate-modules${certificate.modules.length > 8 ? ' certificate-many' : ''}`}>
              {certificate.modules.map((module) => (
                <li key={module.id}>{module.title}</li>
              ))}
            </ul>
            <p class="num">
              {m.completed(day(certificate.completed_on))} · {m.issued(day(certificate.issued_at))}
            </p>
            <p class="certificate-small">{m.vneid}</p>
          </div>
          <div class="certificate-check">
            <QrImage qr={certificate.qr} label={m.qr} />
            <p>{m.scan}</p>
            <p class="certificate-id">
              {m.id}: <span>{grouped(certificate.id)}</span>
            </p>
          </div>
        </div>
      </article>
    </div>
  )
}
