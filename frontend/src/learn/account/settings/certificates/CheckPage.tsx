import { useEffect } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { accountApi } from '../../../../api/account'
import { ApiError } from '../../../../api/error'
import type { PublicCertificate } from '../../../../api/schema'
import { LoadError } from '../../../../app/states'
import { useLoad } from '../../../../app/useLoad'
import { ButtonLink } from '../../../../components/Button/Button'
import { EmptyState } from '../../../../components/EmptyState/EmptyState'
import { Notice } from '../../../../components/Notice/Notice'
import { Page } from '../../../../components/Page/Page'
import { Skeleton } from '../../../../components/Skeleton/Skeleton'
import { Facts } from './Facts'
import { useCertificates } from './messages'
import './certificates.css'

/** What somebody sees who scans the code on a certificate. */
export default function CheckPage() {
  const { check: m } = useCertificates()
  const { id = '' } = useRoute().params
  const { data, error, reload } = useLoad(() => accountApi.certificate(id), [id])
  useNoIndex()
  const missing = error instanceof ApiError && (error.status === 404 || error.status === 422)
  return (
    <Page title={m.title}>
      {!data && error === undefined && <Skeleton lines={0} cards={1} />}
      {missing && (
        <EmptyState picture="lost" title={m.none} action={<ButtonLink href="/">{m.home}</ButtonLink>}>
          <p>{m.noneText}</p>
        </EmptyState>
      )}
      {!data && error !== undefined && !missing && <LoadError error={error} retry={reload} />}
      {data && <Found certificate={data} />}
    </Page>
  )
}

function Found({ certificate }: { certificate: PublicCertificate }) {
  const { check: m, paper } = useCertificates()
  return (
    <div class="stack">
      {certificate.sample ? (
        <Notice kind="warn" icon="triangle-alert" title={paper.sample} />
      ) : (
        <Notice kind="good" title={m.good} />
      )}
      <Facts
        certificate={certificate}
        issued={certificate.issued_on}
        of={
          <>
            <p>{paper.of}</p>
            <h2>{certificate.title}</h2>
          </>
        }
      >
        <p class="small quiet">{m.chosen}</p>
      </Facts>
    </div>
  )
}

/** Its owner may take it back tomorrow, so no search engine shall remember it today. */
function useNoIndex(): void {
  useEffect(() => {
    const meta = document.createElement('meta')
    meta.name = 'robots'
    meta.content = 'noindex'
    document.head.append(meta)
    return () => meta.remove()
  }, [])
}
