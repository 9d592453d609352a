import { dictionary } from '../../../i18n/messages'
import { vi } from './messages.vi'

/** The words of what the server keeps of a person; without a network none of it can be changed. */
export const useSettings = dictionary(vi, () => import('./messages.en')).use
