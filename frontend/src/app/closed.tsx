import { ButtonLink } from '../components/Button/Button'
import { EmptyState } from '../components/EmptyState/EmptyState'
import { Page } from '../components/Page/Page'
import { useClosed } from '../i18n/closed'
import { useCore } from '../i18n/core'

interface ClosedProps {
  picture: 'lost' | 'forbidden'
  words: { title: string; text: string }
  /** Where one can go instead. */
  href: string
  go: string
}

function Closed({ picture, words, href, go }: ClosedProps) {
  const action = (
    <ButtonLink look="main" href={href}>
      {go}
    </ButtonLink>
  )
  return (
    <Page title={words.title} bare>
      <EmptyState page picture={picture} title={words.title} action={action}>
        <p>{words.text}</p>
      </EmptyState>
    </Page>
  )
}

export function NotFound() {
  return <Closed picture="lost" words={useClosed().lost} href="/" go={useCore().action.home} />
}

export function Forbidden() {
  return <Closed picture="forbidden" words={useClosed().forbidden} href="/" go={useCore().action.home} />
}

export function NeedLogin() {
  const back = encodeURIComponent(location.pathname + location.search)
  return (
    <Closed
      picture="forbidden"
      words={useClosed().needLogin}
      href={`/login?back=${back}`}
      go={useCore().action.login}
    />
  )
}
