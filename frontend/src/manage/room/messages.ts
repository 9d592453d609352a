import { dictionary } from '../../i18n/messages'
import { vi } from './messages.vi'

/** The words of the manager's room. */
export const useRoom = dictionary(vi, () => import('./messages.en')).use
