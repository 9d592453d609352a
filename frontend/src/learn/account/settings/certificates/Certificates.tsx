import { accountApi } from '../../../../api/account'
import type { Certifiable, Certificate, ListMyCertificatesAnswer, Person } from '../../../../api/schema'
import { LoadError } from '../../../../app/states'
import { useLoad } from '../../../../app/useLoad'
import { ButtonLink } from '../../../../components/Button/Button'
import { Card } from '../../../../components/Card/Card'
import { EmptyState } from '../../../../components/EmptyState/EmptyState'
import { Icon } from '../../../../components/Icon/Icon'
import { Progress } from '../../../../components/Progress/Progress'
import { Skeleton } from '../../../../components/Skeleton/Skeleton'
import { day, number } from '../../../../i18n/format'
import { Make } from './Make'
import { useCertificates } from './messages'
import './certificates.css'

/** One's own certificates, how far one is, and making one. */
export function Certificates({ person }: { person: Person }) {
  const m = useCertificates()
  const { data, error, reload } = useLoad(() => accountApi.certificates(), [])
  return (
    <section class="stack">
      <p>{m.lead}</p>
      {!data && (error === undefined ? <Skeleton lines={0} cards={2} /> : <LoadError error={error} retry={reload} />)}
      {data && <List person={person} mine={data} />}
      <p class="small quiet">{m.notVneid}</p>
    </section>
  )
}

function List({ person, mine }: { person: Person; mine: ListMyCertificatesAnswer }) {
  const m = useCertificates()
  if (mine.items.length + mine.campaigns.length === 0)
    return (
      <EmptyState picture="nothing" title={m.none}>
        <p>{m.noneText}</p>
      </EmptyState>
    )
  const open = mine.campaigns.filter(({ id }) => !mine.items.some(({ campaign }) => campaign === id))
  return (
    <>
      {mine.items.map((one) => (
        <Made key={one.id} certificate={one} />
      ))}
      {open.map((campaign) =>
        campaign.completed_on === null ? (
          <OnTheWay key={campaign.id} campaign={campaign} />
        ) : (
          <Make key={campaign.id} campaign={campaign} completed={campaign.completed_on} person={person} />
        ),
      )}
    </>
  )
}

function Made({ certificate }: { certificate: Certificate }) {
  const m = useCertificates()
  return (
    <Card href={`/me/certificates/${certificate.id}`} class="certificate-made">
      <Icon name="award" />
      <span>
        <strong>{certificate.title}</strong>
        <span class="small quiet num">
          {certificate.name} · {m.made(day(certificate.issued_at))}
        </span>
        <span class="certificate-open">{m.open}</span>
      </span>
      <Icon name="chevron-right" />
    </Card>
  )
}

function OnTheWay({ campaign }: { campaign: Certifiable }) {
  const m = useCertificates()
  const far = m.far(number(campaign.passed), number(campaign.modules))
  return (
    <Card>
      <div class="stack stack-tight">
        <h2>{campaign.name}</h2>
        <Progress value={campaign.passed} max={campaign.modules} label={far}>
          <p class="num">{far}</p>
        </Progress>
        <p class="num">{m.left(number(campaign.modules - campaign.passed))}</p>
        <ButtonLink href="/courses" iconEnd="arrow-right">
          {m.learn}
        </ButtonLink>
      </div>
    </Card>
  )
}
