import { dictionary } from '../../i18n/messages'
import { vi } from './register.vi'

/** The words of registering, which nobody needs without a network. */
export const useRegister = dictionary(vi, () => import('./register.en')).use
