import { dictionary } from '../../i18n/messages'
import { vi } from './messages.vi'

/** The words of taking people in from a file. */
export const useImports = dictionary(vi, () => import('./messages.en')).use
