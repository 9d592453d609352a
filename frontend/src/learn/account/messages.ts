import { dictionary } from '../../i18n/messages'
import { vi } from './messages.vi'

/** The words of a person's own page, those apart that are of no use without a network. */
export const useAccount = dictionary(vi, () => import('./messages.en')).use
