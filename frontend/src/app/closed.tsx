import { ButtonLink } from '../components/Button/Button'
import { EmptyState } from '../components/EmptyState/EmptyState'
import { Page } from '../components/Page/Page'
import { useClosed } from '../i18n/closed'
import { useCore } from '../i18n/core'

export function NotFound() {
  const m = useCore()
  const s = useClosed()
  return (
    <Page title={s.lost.title} bare>
      <EmptyState
        page
        picture="lost"
        title={s.lost.title}
        action={
          <ButtonLink look="main" href="/">
            {m.action.home}
          </ButtonLink>
        }
      >
        <p>{s.lost.text}</p>
      </EmptyState>
    </Page>
  )
}

export function Forbidden() {
  const m = useCore()
  const s = useClosed()
  return (
    <Page title={s.forbidden.title} bare>
      <EmptyState
        page
        picture="forbidden"
        title={s.forbidden.title}
        action={
          <ButtonLink look="main" href="/">
            {m.action.home}
          </ButtonLink>
        }
      >
        <p>{s.forbidden.text}</p>
      </EmptyState>
    </Page>
  )
}

export function NeedLogin() {
  const m = useCore()
  const s = useClosed()
  const back = encodeURIComponent(location.pathname + location.search)
  return (
    <Page title={s.needLogin.title} bare>
      <EmptyState
        page
        picture="forbidden"
        title={s.needLogin.title}
        action={
          <ButtonLink look="main" href={`/login?back=${back}`}>
            {m.action.login}
          </ButtonLink>
        }
      >
        <p>{s.needLogin.text}</p>
      </EmptyState>
    </Page>
  )
}
