import { api } from '../../api/endpoints'
import type { WardCode } from '../../api/schema'
import { wardName } from '../../i18n/places'
import type { Place } from './staff'

interface Page<T> {
  items: T[]
  next: string | null
}

/** All items of a list that comes in pages. */
export async function allOf<T>(load: (query: { limit: number; after?: string }) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = []
  let after: string | null = null
  do {
    const page: Page<T> = await load({ limit: 100, ...(after !== null && { after }) })
    items.push(...page.items)
    after = page.next
  } while (after !== null)
  return items
}

export const villagesOf = (ward: WardCode): Promise<Place[]> => allOf((query) => api.villages(ward, query))

/** All wards of the province by the name of each, not by its kind. */
export async function wards(): Promise<Place[]> {
  const found = await allOf((query) => api.wards(query))
  return found
    .sort((a, b) => a.name.localeCompare(b.name, 'vi'))
    .map((ward) => ({ id: ward.code, name: wardName(ward, true) }))
}
