import { dictionary } from '../../i18n/messages'
import { vi } from './messages.vi'

/** The words of taking tables along as files. */
export const useDownloads = dictionary(vi, () => import('./messages.en')).use
