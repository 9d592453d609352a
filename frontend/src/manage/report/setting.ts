import type { WardWeek } from '../../api/schema'

type Line = WardWeek['villages'][number]

/** How the table of villages is set so that the whole report stays on one sheet. */
export type Setting = 'roomy' | 'close' | 'halves' | 'dense'

/** How many lines of text the table has room for (in halves: each half), and how many letters of a name stand on one. */
const room: Record<Setting, { lines: number; letters: number; halves: boolean }> = {
  roomy: { lines: 18, letters: 33, halves: false },
  close: { lines: 22, letters: 37, halves: false },
  halves: { lines: 26, letters: 25, halves: true },
  dense: { lines: Number.POSITIVE_INFINITY, letters: 38, halves: true },
}

/** The largest letters in which the names of all villages have room. */
export function settingFor(names: readonly string[]): Setting {
  const settings = Object.keys(room) as Setting[]
  return settings.find((one) => linesOf(names, one) <= room[one].lines) ?? 'dense'
}

function linesOf(names: readonly string[], setting: Setting): number {
  const { letters, halves } = room[setting]
  const lines = (part: readonly string[]) => part.reduce((sum, name) => sum + Math.ceil([...name].length / letters), 0)
  return halves ? Math.max(...split(names).map(lines)) : lines(names)
}

/** A list as two columns, the first no shorter than the second. */
export function split<T>(list: readonly T[]): [T[], T[]] {
  const middle = Math.ceil(list.length / 2)
  return [list.slice(0, middle), list.slice(middle)]
}

export const isHalved = (setting: Setting) => room[setting].halves

const named = 3

/** Villages with a roll in which nobody took part for the first time, the lowest rate first: a few, and how many more. */
export function quietOnes(villages: readonly Line[]): { first: Line[]; more: number } {
  const quiet = villages
    .filter(({ week }) => week.rate !== null && week.rate < 1 && week.new_participants <= 0)
    .sort((a, b) => (a.week.rate ?? 0) - (b.week.rate ?? 0))
  return { first: quiet.slice(0, named), more: Math.max(0, quiet.length - named) }
}

/** The villages with the most new participants. */
export const livelyOnes = (villages: readonly Line[]): Line[] =>
  villages
    .filter(({ week }) => week.new_participants > 0)
    .sort((a, b) => b.week.new_participants - a.week.new_participants)
    .slice(0, 2)

/** A day some days later. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
