import { dictionary } from '../../i18n/messages'
import { vi } from './messages.vi'

export const useMap = dictionary(vi, () => import('./messages.en')).use
