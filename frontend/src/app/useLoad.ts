import { useCallback, useEffect, useState } from 'preact/hooks'

export interface Loaded<T> {
  data: T | undefined
  error: unknown
  loading: boolean
  reload: () => void
}

/** Loads when `keys` change; what is shown stays while a reload runs. Late answers to older keys are dropped. */
export function useLoad<T>(load: (signal: AbortSignal) => Promise<T>, keys: readonly unknown[]): Loaded<T> {
  const [state, setState] = useState<{ data: T | undefined; error: unknown; loading: boolean }>({
    data: undefined,
    error: undefined,
    loading: true,
  })
  const [round, setRound] = useState(0)
  useEffect(() => {
    const abort = new AbortController()
    setState((before) => ({ data: round ? before.data : undefined, error: undefined, loading: true }))
    load(abort.signal).then(
      (data) => abort.signal.aborted || setState({ data, error: undefined, loading: false }),
      (error: unknown) => abort.signal.aborted || setState((before) => ({ data: before.data, error, loading: false })),
    )
    return () => abort.abort()
  }, [...keys, round])
  const reload = useCallback(() => setRound((n) => n + 1), [])
  return { ...state, reload }
}
