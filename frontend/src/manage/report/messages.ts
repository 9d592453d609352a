import { dictionary } from '../../i18n/messages'
import { vi } from './messages.vi'

/** The words of the weekly report. */
export const useReport = dictionary(vi, () => import('./messages.en')).use
