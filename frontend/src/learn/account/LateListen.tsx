import type { ComponentProps } from 'preact'
import { useLoad } from '../../app/useLoad'
import type { Listen } from '../listen/Listen'

const loadListen = () => import('../listen/Listen')

/** Reading aloud comes with the lessons' code, which a page of consents does not need before it is asked to read. */
export function LateListen(props: ComponentProps<typeof Listen>) {
  const { data } = useLoad(loadListen, [])
  return data ? <data.Listen {...props} /> : null
}
