import { dictionary } from '../../i18n/messages'
import { vi } from './messages.vi'

/** The words of the officer's desk. */
export const useWardWords = dictionary(vi, () => import('./messages.en')).use
