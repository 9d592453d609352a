import { dictionary } from '../../i18n/messages'
import { vi } from './login.vi'

/** The words of signing in, which nobody can without a network. */
export const useLogin = dictionary(vi, () => import('./login.en')).use
