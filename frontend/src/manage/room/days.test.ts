import { expect, test } from 'vitest'
import { freshOf, lines } from './days'

const day = (date: string, participants: number | null) => ({
  day: date,
  learners: participants,
  participants,
  completed: 0,
  points: 0,
  submissions: 9,
})

const campaign = { first_day: '2026-11-01', last_day: '2026-11-30' }
const insights = {
  days: [day('2026-11-02', 7), day('2026-11-04', null), day('2026-11-05', null)],
  running: [
    { day: '2026-11-02', participants: 7 },
    { day: '2026-11-04', participants: 7 },
    { day: '2026-11-05', participants: 12 },
  ],
}
const now = Date.parse('2026-11-20T05:00:00Z')

test("a day stands at the server's own sum, also one on which nothing came", () => {
  const rows = lines(insights, campaign, 'all', now)
  expect(rows.slice(0, 6).map(({ total }) => total)).toEqual([0, 7, 7, 7, 12, 12])
  expect(rows.slice(2, 4).map(({ submissions }) => submissions)).toEqual([0, 9])
  expect(rows).toHaveLength(20)
})

test('the last fourteen days go on from what was before them', () => {
  const rows = lines(insights, campaign, 'recent', now)
  expect([rows.length, rows[0]?.day, rows[0]?.total]).toEqual([14, '2026-11-07', 12])
})

test('what hidden days brought is at least what is told', () => {
  expect(freshOf(lines(insights, campaign, 'all', now))).toEqual({ sum: 7, more: true })
})
