import { dictionary } from '../../i18n/messages'
import { vi } from './messages.vi'

/** The words about what a helper's phone keeps. */
export const useFieldWords = dictionary(vi, () => import('./messages.en')).use
