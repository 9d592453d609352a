import { session } from '../app/session'
import { useStore } from '../app/store'
import { knownOf } from '../offline/known'
import type { Known } from './path'

/** What the person said they can do already. It is asked on a page of its own, so it never changes under another one. */
export const useKnown = (): Known => knownOf(useStore(session).person?.id ?? '')
