import { dictionary } from '../../i18n/messages'
import { vi } from './messages.vi'

export const useMine = dictionary(vi, () => import('./messages.en')).use
