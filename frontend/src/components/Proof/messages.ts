import { dictionary } from '../../i18n/messages'
import { vi } from './messages.vi'

/** The words of asking for the password once more. */
export const useProofWords = dictionary(vi, () => import('./messages.en')).use
