import { dictionary } from '../../i18n/messages'
import { vi } from './messages.vi'

/** The words of helping residents to sign in. */
export const usePeople = dictionary(vi, () => import('./messages.en')).use
