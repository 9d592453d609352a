import { dictionary } from './messages'
import { vi } from './states.vi'

/** The words of errors and of pages that cannot be shown. */
export const useStates = dictionary(vi, () => import('./states.en')).use
