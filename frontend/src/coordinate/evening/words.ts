import type { Course } from '../../api/schema'
import { language } from '../../i18n/messages'
import { whenOf } from '../field/session'
import type { EveningWords } from './messages.vi'

/** "Buổi tối, thứ Sáu 27 tháng 11" */
export function said(opened: string | null, m: EveningWords): string {
  const at = opened === null ? Date.now() : Date.parse(opened)
  const day = new Intl.DateTimeFormat(language.get() === 'en' ? 'en-GB' : 'vi-VN', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'Asia/Ho_Chi_Minh',
  }).format(at)
  return m.when(m.part[whenOf(at).part], day)
}

/** What a lesson is called; empty where the phone does not know it. */
export const moduleTitle = (courses: readonly Course[] | undefined, id: string | null): string =>
  courses?.flatMap(({ modules }) => modules).find((module) => module.id === id)?.title ?? ''
