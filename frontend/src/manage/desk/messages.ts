import { dictionary } from '../../i18n/messages'
import { vi } from './messages.vi'

/** The words of an officer's desk. */
export const useDesk = dictionary(vi, () => import('./messages.en')).use
