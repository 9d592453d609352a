import { dictionary } from '../i18n/messages'
import { vi } from './messages.vi'

/** The words of the public rankings. */
export const useBoards = dictionary(vi, () => import('./messages.en')).use
