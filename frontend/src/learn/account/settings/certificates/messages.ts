import { dictionary } from '../../../../i18n/messages'
import { vi } from './messages.vi'

/** The words of certificates. */
export const useCertificates = dictionary(vi, () => import('./messages.en')).use
