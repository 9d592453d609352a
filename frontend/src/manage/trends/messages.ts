import { dictionary } from '../../i18n/messages'
import { vi } from './messages.vi'

/** The words of the days of villages. */
export const useTrendWords = dictionary(vi, () => import('./messages.en')).use
