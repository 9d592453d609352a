import { ApiError } from '../../api/error'
import { ErrorNotice } from '../../app/states'
import { Notice } from '../Notice/Notice'

interface CodedErrorProps {
  error: unknown
  /** What a page itself knows to say about codes of the server. */
  words: Readonly<Record<string, { what: string; act: string }>>
}

/** An error in a page's own words where it has any, else in those that hold everywhere. */
export function CodedError({ error, words }: CodedErrorProps) {
  const own = error instanceof ApiError ? words[error.code] : undefined
  if (!own) return <ErrorNotice error={error} />
  return (
    <Notice kind="error" title={own.what} live>
      <p>{own.act}</p>
    </Notice>
  )
}
