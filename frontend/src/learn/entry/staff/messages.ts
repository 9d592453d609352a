import { dictionary } from '../../../i18n/messages'
import { vi } from './messages.vi'

/** The words of signing in as staff. */
export const useStaffLogin = dictionary(vi, () => import('./messages.en')).use
