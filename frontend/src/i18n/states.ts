import { dictionary } from './messages'
import { vi } from './states.vi'

/** The words of errors. */
export const useStates = dictionary(vi, () => import('./states.en')).use
