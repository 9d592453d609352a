import { dictionary } from '../../i18n/messages'
import { vi } from './messages.vi'

/** The words of rolls, reviews and campaigns. */
export const useCampaigns = dictionary(vi, () => import('./messages.en')).use
