import { dictionary } from '../i18n/messages'
import { vi } from './messages.vi'

/** The words of the pages for those in charge. */
export const useManage = dictionary(vi, () => import('./messages.en')).use
