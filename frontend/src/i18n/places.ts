import type { Ward } from '../api/schema'
import { language } from './messages'

/** A unit as people say it: "phường Tân An", "Tân An ward". `start` is for the beginning of a sentence or a line. */
export function wardName(ward: Pick<Ward, 'name' | 'kind'>, start = false): string {
  if (language.get() === 'en') return `${ward.name} ${ward.kind === 'ward' ? 'ward' : 'commune'}`
  const kind = ward.kind === 'ward' ? 'phường' : 'xã'
  return `${start ? capital(kind) : kind} ${ward.name}`
}

export const capital = (text: string) => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1)
