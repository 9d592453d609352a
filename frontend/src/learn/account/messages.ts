import { dictionary } from '../../i18n/messages'
import { vi } from './messages.vi'

/** The words of registering, signing in and of one's own page. */
export const useAccount = dictionary(vi, () => import('./messages.en')).use
