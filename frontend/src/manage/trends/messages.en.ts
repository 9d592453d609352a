import type { TrendWords } from './messages.vi'

export const en: TrendWords = {
  title: 'Villages day by day',
  lead: 'How many had taken part by the end of each day (today: so far), by where people lived then and by where they live today.',
  back: 'Progress',
  campaign: 'Which campaign?',
  village: 'Which village?',
  gone: (name) => `${name} (is no more)`,
  notBegun: 'This campaign has not begun',
  notBegunText: 'From its first day on, the figures of each day are here.',
  noVillages: 'There are no villages yet',
  noVillagesText: 'Add villages first, then open this page again.',
  asWas: 'Where people lived then',
  asIs: 'Where people live today',
  lines: 'Solid line: where people lived then. Dashed line: where they live today.',
  same: 'Both ways to count give the same.',
  chart: (name) => `Participants in ${name}`,
  days: 'Figures of each day',
  day: 'Day',
  all: (day) => `Villages as of ${day}`,
  place: 'Village',
  sum: 'The whole ward',
}
