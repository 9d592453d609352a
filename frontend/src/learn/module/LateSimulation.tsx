import { ApiError } from '../../api/error'
import { LoadError } from '../../app/states'
import { useLoad } from '../../app/useLoad'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import type { AnswerProps } from './Exercise'
import { loadSimulation } from './loadSimulation'

/** The drawn phone is the heaviest thing of a lesson and many have none, so it comes when it is needed. */
export function LateSimulation(props: AnswerProps) {
  const { data, error } = useLoad(loadSimulation, [])
  if (data) return <data.Simulation {...props} />
  // A browser does not ask twice for a script that failed; the draft keeps the place until the page is back.
  if (error) return <LoadError error={new ApiError(0, 'offline')} retry={() => location.reload()} />
  return <Skeleton lines={6} />
}
