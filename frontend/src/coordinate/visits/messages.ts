import { dictionary } from '../../i18n/messages'
import { vi } from './messages.vi'

/** The words of whom to visit. */
export const useVisitsWords = dictionary(vi, () => import('./messages.en')).use
