import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { accountApi } from '../../../../api/account'
import type { Certificate, Person } from '../../../../api/schema'
import { ErrorNotice, LoadError } from '../../../../app/states'
import { useLoad } from '../../../../app/useLoad'
import { Button, ButtonLink } from '../../../../components/Button/Button'
import { EmptyState } from '../../../../components/EmptyState/EmptyState'
import { Notice } from '../../../../components/Notice/Notice'
import { Page } from '../../../../components/Page/Page'
import { usePrinted } from '../../../../components/Printed/usePrinted'
import { Skeleton } from '../../../../components/Skeleton/Skeleton'
import { useCore } from '../../../../i18n/core'
import { Facts } from './Facts'
import { useCertificates } from './messages'
import { Paper } from './Paper'
import './certificates.css'

/** One certificate: as it will be on paper, and what else can be done with it. */
export function OnePage({ person, id }: { person: Person; id: string }) {
  const m = useCertificates()
  const { data, error, reload } = useLoad(() => accountApi.certificates(), [id])
  const found = data?.items.find((one) => one.id === id)
  return (
    <Page title={found?.title ?? m.title} back={{ href: '/me/certificates', label: m.all }} wide>
      {!data && (error === undefined ? <Skeleton lines={0} cards={1} /> : <LoadError error={error} retry={reload} />)}
      {data && !found && (
        <EmptyState picture="nothing" title={m.one.gone}>
          <p>{m.one.goneText}</p>
        </EmptyState>
      )}
      {found && <One certificate={found} hidden={!person.consent.certificate} />}
    </Page>
  )
}

function One({ certificate, hidden }: { certificate: Certificate; hidden: boolean }) {
  const { one: m, paper } = useCertificates()
  usePrinted()
  const of = `/api/v1/certificates/${certificate.id}`
  return (
    <>
      <div class="stack print-not">
        {hidden ? (
          <Notice
            kind="warn"
            icon="triangle-alert"
            title={m.hidden}
            action={<ButtonLink href="/me/consents">{m.hiddenGo}</ButtonLink>}
          >
            <p>{m.hiddenText}</p>
          </Notice>
        ) : (
          <p>{m.others(certificate.public_name)}</p>
        )}
        <div class="certificate-actions">
          <Button look="main" icon="printer" onClick={() => print()}>
            {m.print}
          </Button>
          {!hidden && <ButtonLink href={`/c/${certificate.id}`}>{m.check}</ButtonLink>}
        </div>
      </div>
      <div class="stack print-not">
        {certificate.sample && <Notice kind="warn" icon="triangle-alert" title={paper.sample} />}
        <Facts
          certificate={certificate}
          issued={certificate.issued_at}
          of={
            <p>
              {paper.of} <strong>{certificate.title}</strong>
            </p>
          }
        />
      </div>
      <Paper certificate={certificate} />
      <div class="stack certificate-more print-not">
        {!hidden && certificate.signed && (
          <section class="stack stack-tight">
            <h2>{m.more}</h2>
            <p>{m.moreText}</p>
            <ButtonLink icon="download" href={`${of}/badge.svg`} download={`hocso-${certificate.id}.svg`}>
              {m.badge}
            </ButtonLink>
            <ButtonLink look="quiet" href={`${of}/credential.json`} download={`hocso-${certificate.id}.json`}>
              {m.credential}
            </ButtonLink>
          </section>
        )}
        <Revoke id={certificate.id} />
      </div>
    </>
  )
}

function Revoke({ id }: { id: string }) {
  const { one: m } = useCertificates()
  const { action } = useCore()
  const { route } = useLocation()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(undefined)

  async function revoke() {
    setBusy(true)
    setError(undefined)
    try {
      await accountApi.revokeCertificate(id)
      route('/me/certificates', true)
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }

  if (!asking)
    return (
      <Button look="danger" icon="trash-2" onClick={() => setAsking(true)}>
        {m.revoke}
      </Button>
    )
  return (
    <>
      <Notice
        kind="error"
        live
        title={m.revokeTitle}
        action={
          <div class="button-row">
            <Button onClick={() => setAsking(false)}>{action.cancel}</Button>
            <Button look="danger" icon="trash-2" busy={busy} onClick={() => void revoke()}>
              {m.revokeGo}
            </Button>
          </div>
        }
      >
        <p>{m.revokeText}</p>
      </Notice>
      <ErrorNotice error={error} />
    </>
  )
}
