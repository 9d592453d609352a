import { dictionary } from '../../i18n/messages'
import { vi } from './tables.vi'

export type { Kind } from './tables.vi'

/** The words of tables that are taken in from files. */
export const useTables = dictionary(vi, () => import('./tables.en')).use
