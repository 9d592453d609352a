import { dictionary } from '../../i18n/messages'
import { vi } from './messages.vi'

/** The words of the ways in, none of which goes without a network. */
export const useEntry = dictionary(vi, () => import('./messages.en')).use
