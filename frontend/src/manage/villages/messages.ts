import { dictionary } from '../../i18n/messages'
import { vi } from './messages.vi'

/** The words of changing villages. */
export const useVillageWords = dictionary(vi, () => import('./messages.en')).use
