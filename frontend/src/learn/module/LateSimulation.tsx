import { useEffect } from 'preact/hooks'
import { ApiError } from '../../api/error'
import type { Module } from '../../api/schema'
import { LoadError } from '../../app/states'
import { useLoad } from '../../app/useLoad'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import type { AnswerProps } from './Exercise'

const load = () => import('./simulation/Simulation')

/** The drawn phone is the heaviest thing of a lesson and many have none, so it comes when it is needed. */
export function LateSimulation(props: AnswerProps) {
  const { data, error } = useLoad(load, [])
  if (data) return <data.Simulation {...props} />
  // A browser does not ask twice for a script that failed; the draft keeps the place until the page is back.
  if (error) return <LoadError error={new ApiError(0, 'offline')} retry={() => location.reload()} />
  return <Skeleton lines={6} />
}

/** Fetches it while the steps are being read, since the network may be gone once it is needed. */
export function useEarlySimulation({ steps, quiz }: Module): void {
  const wanted = [...quiz.questions, ...steps.map((step) => step.practice)].some((one) => one?.kind === 'simulation')
  useEffect(() => {
    if (wanted) void load().catch(() => undefined)
  }, [wanted])
}
