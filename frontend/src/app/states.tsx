import { ApiError } from '../api/error'
import { explain } from '../api/explain'
import { Button, ButtonLink } from '../components/Button/Button'
import { EmptyState } from '../components/EmptyState/EmptyState'
import { Notice } from '../components/Notice/Notice'
import { useCore } from '../i18n/core'
import { useStates } from '../i18n/states'

/** What a page shows in place of content that could not be loaded. */
export function LoadError({ error, retry }: { error: unknown; retry: () => void }) {
  const m = useCore()
  const told = explain(error, useStates())
  const status = error instanceof ApiError ? error.status : 500
  const unreachable = status === 0
  return (
    <EmptyState
      picture={unreachable ? 'offline' : status === 403 ? 'forbidden' : 'lost'}
      title={told.what}
      action={
        status === 401 ? (
          <ButtonLink look="main" href={`/login?back=${encodeURIComponent(location.pathname)}`}>
            {m.action.login}
          </ButtonLink>
        ) : (
          <Button look={unreachable ? 'main' : 'second'} icon="refresh-cw" onClick={retry}>
            {m.action.retry}
          </Button>
        )
      }
    >
      <p>{told.do}</p>
      {told.code && <p class="small quiet">{m.state.code(told.code)}</p>}
    </EmptyState>
  )
}

/** An error that answers something the person has just done; stands beside the button. */
export function ErrorNotice({ error }: { error: unknown }) {
  const m = useCore()
  const words = useStates()
  if (!error) return null
  const told = explain(error, words)
  const offline = error instanceof ApiError && error.unreachable
  return (
    <Notice kind={offline ? 'offline' : 'error'} title={told.what} live>
      <p>{told.do}</p>
      {told.code && <p class="small">{m.state.code(told.code)}</p>}
    </Notice>
  )
}
