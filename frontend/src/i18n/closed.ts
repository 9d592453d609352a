import { vi } from './closed.vi'
import { dictionary } from './messages'

/** The words of pages that are not there or not for this person. */
export const useClosed = dictionary(vi, () => import('./closed.en')).use
