import { dictionary } from '../i18n/messages'
import { vi } from './messages.vi'

/** The words of a village's page. */
export const useCoordinate = dictionary(vi, () => import('./messages.en')).use
