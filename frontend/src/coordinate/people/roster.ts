import type { ListedAccount, ResidentStatus } from '../../api/schema'
import { statuses } from '../status'
import { matches } from './accounts'

/** How many people are drawn at a time: a page that a thumb gets through, and a cheap phone draws at once. */
export const pageSize = 50

/** Whom the list shows, beside what is searched for. */
export const shows = ['all', 'unconfirmed', 'cardless', 'hidden', ...statuses] as const
export type Show = (typeof shows)[number]

export const orders = ['name', 'newest', 'status'] as const
export type Order = (typeof orders)[number]

/** What somebody has chosen to see of a roster. */
export interface RosterView {
  text: string
  show: Show
  order: Order
  /** From 0. */
  page: number
}

export const wholeRoster: RosterView = { text: '', show: 'all', order: 'name', page: 0 }

const within: Record<Exclude<Show, ResidentStatus>, (one: ListedAccount) => boolean> = {
  all: () => true,
  unconfirmed: (one) => one.unconfirmed,
  cardless: (one) => !one.card,
  hidden: (one) => one.name === null,
}

export const shown = (one: ListedAccount, show: Show): boolean =>
  show in within ? within[show as keyof typeof within](one) : one.status === show

/** Those whom a view asks for, in its order. The server's order is by name, those who wait to be confirmed first. */
export function select(accounts: readonly ListedAccount[], { text, show, order }: RosterView): ListedAccount[] {
  const found = accounts.filter((one) => shown(one, show) && matches(one, text))
  if (order === 'newest') return found.sort((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at))
  if (order === 'status') return found.sort((a, b) => place(a.status) - place(b.status))
  return found
}

/** Whom one can help comes first; of who did not agree nothing is known, and they come last. */
const place = (status: ResidentStatus | null) => (status === null ? statuses.length : statuses.indexOf(status))

/** How many people each choice would show. */
export function countOf(accounts: readonly ListedAccount[], show: Show): number {
  return accounts.reduce((n, one) => n + Number(shown(one, show)), 0)
}

/** The part of a list that a page shows; a page beyond the end is the last one. */
export function pageOf<T>(
  list: readonly T[],
  page: number,
): { items: readonly T[]; page: number; from: number; last: number } {
  const last = Math.max(0, Math.ceil(list.length / pageSize) - 1)
  const at = Math.min(Math.max(0, page), last)
  const from = at * pageSize
  return { items: list.slice(from, from + pageSize), page: at, from, last }
}
