import type { RankedBy } from '../api/campaigns'
import type { Person } from '../api/schema'
import { elsewhere, type Row, search, type View } from './parts/view'

/** Which ranking a page shows. */
export type Scope = { of: 'wards' } | { of: 'villages' } | { of: 'ward'; code: string }

export function scopeOf(path: string, code: string | undefined): Scope {
  if (code) return { of: 'ward', code }
  return path === '/boards/villages' ? { of: 'villages' } : { of: 'wards' }
}

/** The board's name in the API's addresses. */
export const boardName = (scope: Scope) => (scope.of === 'ward' ? `wards/${scope.code}/villages` : scope.of)

/** Where a row leads: from a ward to its villages, from a village of the province to those around it. */
export function rowLink(scope: Scope, id: string, view: View): string | undefined {
  if (scope.of === 'ward') return undefined
  const next = elsewhere(view, true)
  return scope.of === 'wards'
    ? `/boards/wards/${id}${search(next)}`
    : `/boards/wards/${id.slice(0, 5)}${search({ ...next, around: id })}`
}

export interface Own {
  id: string
  /** In the person's charge, rather than where they live. */
  charge: boolean
}

/** The places of a ranking that are the reader's own, those in their charge first. */
export function ownPlaces(scope: Scope, person: Person | null): Own[] {
  if (!person) return []
  const wards = scope.of === 'wards'
  const charge = person.appointments.map((one) => (wards ? one.ward : one.village))
  const home = wards ? person.ward?.code : person.village?.id
  const own = charge.filter((id): id is string => Boolean(id)).map((id) => ({ id, charge: true }))
  if (home && !own.some((one) => one.id === home)) own.push({ id: home, charge: false })
  return scope.of === 'ward' ? own.filter((one) => one.id.startsWith(`${scope.code}-`)) : own
}

/** Ranks that more than one of the rows have. */
export function sharedRanks(rows: readonly Row[]): ReadonlySet<number> {
  return new Set(rows.filter((row, index) => rows[index - 1]?.rank === row.rank).map((row) => row.rank))
}

/** Whether nobody anywhere has learnt: the best place of the board still has nothing. */
export const nobodyStarted = (rows: readonly Row[]) => rows[0]?.rank === 1 && rows[0].value === 0

/** How long a row's bar is, between 0 and 1: a share as it is, points and gains against the most that any place has. */
export function barLength(row: Row, measure: RankedBy, most: number): number {
  const value = Math.max(0, row.value ?? 0)
  if (measure === 'rate' || measure === 'completed') return Math.min(1, value)
  return most > 0 ? value / most : 0
}

const blockRows = 10

/**
 * Where a row stands on a wide screen, counted from 1. Rows run down the left column and then down the right one, in
 * blocks of 2 x 10, so that a meeting room sees the first twenty without scrolling.
 */
export function cell(index: number, count: number): { row: number; column: number } {
  const block = Math.floor(index / (2 * blockRows))
  const inBlock = index % (2 * blockRows)
  const size = Math.min(2 * blockRows, count - block * 2 * blockRows)
  const left = Math.ceil(size / 2)
  return { row: block * blockRows + (inBlock % left) + 1, column: inBlock < left ? 1 : 2 }
}
