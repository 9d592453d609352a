import type { Account } from '../../api/schema'
import type { People } from './messages.vi'

/** What a coordinator calls somebody: the name, or the digits of the phone by which they are found at the table. */
export const accountName = ({ name, hint }: Pick<Account, 'name' | 'hint'>, m: People): string =>
  name ?? (hint ? `${m.hidden}\u00a0·\u00a0${m.digits(hint)}` : m.hidden)
