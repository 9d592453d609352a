import type { ComponentChildren } from 'preact'
import type { Certificate } from '../../../../api/schema'
import { Card } from '../../../../components/Card/Card'
import { day, number } from '../../../../i18n/format'
import { useCertificates } from './messages'

interface FactsProps {
  certificate: Pick<Certificate, 'id' | 'name' | 'completed_on' | 'modules'>
  /** The day, or the moment, on which it was issued. */
  issued: string
  /** What it is a certificate of. */
  of: ComponentChildren
  /** What is said below the card before all else. */
  children?: ComponentChildren
}

/** What stands on a certificate, in letters as large as the reader has them. */
export function Facts({ certificate, issued, of, children }: FactsProps) {
  const { paper, check, notVneid } = useCertificates()
  return (
    <>
      <Card>
        <div class="check-facts">
          <p class="check-name">{certificate.name}</p>
          {of}
          <p class="num">
            {paper.completed(day(certificate.completed_on))}
            <br />
            {paper.issued(day(issued))}
          </p>
        </div>
      </Card>
      {children}
      <p class="small quiet">{notVneid}</p>
      <p class="small quiet check-id">
        {paper.id}: {certificate.id}
      </p>
      <details class="check-lessons">
        <summary class="num">{check.lessons(number(certificate.modules.length))}</summary>
        <ul class="check-modules">
          {certificate.modules.map((module) => (
            <li key={module.id}>{module.title}</li>
          ))}
        </ul>
      </details>
    </>
  )
}
