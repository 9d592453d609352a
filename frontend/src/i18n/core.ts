import { dictionary } from './messages'
import { vi } from './vi'

/** The words of the frame: menu, states, the first page. Each area of the app has a dictionary of its own. */
export const useCore = dictionary(vi, () => import('./en')).use
