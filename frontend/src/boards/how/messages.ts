import { dictionary } from '../../i18n/messages'
import { vi } from './messages.vi'

export const useHow = dictionary(vi, () => import('./messages.en')).use
