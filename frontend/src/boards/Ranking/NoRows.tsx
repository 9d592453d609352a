import { ApiError } from '../../api/error'
import { session } from '../../app/session'
import { LoadError } from '../../app/states'
import { useStore } from '../../app/store'
import { Button, ButtonLink } from '../../components/Button/Button'
import { EmptyState } from '../../components/EmptyState/EmptyState'
import { day } from '../../i18n/format'
import { useBoards } from '../messages'
import type { ShownBoard } from '../parts/view'
import type { RankingProps } from './Ranking'

/** What stands in place of a board that the server did not give. */
export function Refused({ error, retry, view, onChange }: RankingProps & { error: unknown; retry: () => void }) {
  const m = useBoards()
  const { status, code } = error instanceof ApiError ? error : { status: 0, code: '' }
  if (status === 503) {
    return (
      <EmptyState picture="nothing" title={m.busy.title}>
        <p>{m.busy.text}</p>
      </EmptyState>
    )
  }
  if (code === 'not_on_board' && view.around) {
    const whole = (
      <Button look="main" icon="list-ordered" onClick={() => onChange({ list: 'ranked', around: undefined })}>
        {m.mine.whole}
      </Button>
    )
    return (
      <EmptyState
        picture="nothing"
        title={m.mine.absent}
        action={
          <>
            {whole}
            {view.list === 'ranked' && (
              <Button onClick={() => onChange({ list: 'apart', around: view.around })}>{m.mine.absentWhy}</Button>
            )}
          </>
        }
      >
        <p>{m.mine.absentText}</p>
      </EmptyState>
    )
  }
  if (code === 'no_such_board') {
    const usual = { window: 'campaign', measure: undefined, band: undefined } as const
    return (
      <EmptyState
        picture="nothing"
        title={m.noBoard.title}
        action={
          <Button look="main" icon="list-ordered" onClick={() => onChange(usual)}>
            {m.quietWindow.whole}
          </Button>
        }
      >
        <p>{m.noBoard.text}</p>
      </EmptyState>
    )
  }
  if (status === 404 && view.campaign) {
    return (
      <EmptyState
        picture="lost"
        title={m.noCampaign.title}
        action={
          <Button look="main" onClick={() => onChange({ campaign: undefined, band: undefined })}>
            {m.noCampaign.main}
          </Button>
        }
      >
        <p>{m.noCampaign.text}</p>
      </EmptyState>
    )
  }
  return <LoadError error={error} retry={retry} />
}

/** What stands in place of rows where there are none yet. */
export function NoRows({ board, view, choices, onChange }: RankingProps & { board: ShownBoard }) {
  const m = useBoards()
  const { person } = useStore(session)
  if (view.list === 'apart') {
    const back = (
      <Button look="main" onClick={() => onChange({ list: 'ranked' })}>
        {m.apart.back}
      </Button>
    )
    return (
      <EmptyState picture="nothing" title={m.apart.none} action={back}>
        <p>{m.apart.noneText}</p>
      </EmptyState>
    )
  }
  const start = (
    <ButtonLink look="main" href={person ? '/courses' : '/register'}>
      {m.nobody.start}
    </ButtonLink>
  )
  if (board.stage === 'ahead') {
    const first = choices.campaign?.first_day
    return (
      <EmptyState picture="nothing" title={m.ahead.title} action={start}>
        <p>{first ? m.ahead.text(day(first)) : m.ahead.soon}</p>
      </EmptyState>
    )
  }
  if (view.window !== 'campaign') {
    const whole = (
      <Button look="main" onClick={() => onChange({ window: 'campaign' })}>
        {m.quietWindow.whole}
      </Button>
    )
    return (
      <EmptyState picture="nothing" title={m.quietWindow.title} action={whole}>
        <p>{m.quietWindow.text}</p>
      </EmptyState>
    )
  }
  if (board.items.length === 0) {
    return (
      <EmptyState picture="nothing" title={m.empty.title}>
        <p>{m.empty.text}</p>
      </EmptyState>
    )
  }
  return (
    <EmptyState picture="nothing" title={m.nobody.title} action={start}>
      <p>{m.nobody.text}</p>
    </EmptyState>
  )
}
