import { dictionary } from '../../i18n/messages'
import { vi } from './messages.vi'

/** The words of a helper's evening. */
export const useFieldWords = dictionary(vi, () => import('./messages.en')).use
