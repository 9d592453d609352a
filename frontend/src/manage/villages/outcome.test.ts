import { describe, expect, test } from 'vitest'
import { en } from './messages.en'
import { vi } from './messages.vi'
import { adultsOf, afterMerge, afterSplit, type Place } from './outcome'

const place = (name: string, adults: number | null, registered = 12): Place => ({
  registered,
  village: {
    id: name,
    ward: '24163',
    name,
    kind: 'buon',
    roll: adults === null ? null : { adults, day: '2026-10-01', version: 1 },
    sample: false,
  },
})

describe('what happens to the rolls', () => {
  test('both are added up when villages are merged', () => {
    expect(afterMerge(place('buôn A', 120), place('buôn B', 80), vi)).toContain(
      'Danh sách cộng lại: 80 + 120 = 200 người trưởng thành.',
    )
  })
  test('where one is missing there is none', () => {
    for (const [a, b] of [
      [null, 80],
      [120, null],
    ] as const) {
      const said = afterMerge(place('buôn A', a), place('buôn B', b), vi)
      expect(said).toContain(
        'Vì có nơi chưa có danh sách, Buôn B phải gửi danh sách mới, duyệt xong mới được xếp hạng.',
      )
    }
  })
  test('a split takes off what it is told', () => {
    expect(afterSplit(place('buôn A', 120), { name: 'Buôn C', people: 3, adults: 40 }, vi)).toContain(
      'Danh sách: Buôn A còn 80, Buôn C có 40 người trưởng thành.',
    )
  })
  test('without a number both declare anew', () => {
    expect(afterSplit(place('buôn A', 120), { name: '', people: 3, adults: 0 }, vi)).toContain(
      'Cả hai nơi phải gửi lại danh sách, duyệt xong mới được xếp hạng.',
    )
  })
})

test('English tells one person from many', () => {
  const [a, b] = [place('buôn A', 120, 1), place('buôn B', 80, 2)]
  expect(afterMerge(a, b, en)[0]).toMatch(/^1 registered person goes over to Buôn B/)
  expect(afterMerge(b, a, en)[0]).toMatch(/^2 registered people go over to Buôn A/)
  expect(afterSplit(a, { name: 'Buôn C', people: 1, adults: 0 }, en)[0]).toMatch(/^1 person goes over to Buôn C/)
})

test('a number of adults leaves somebody in both', () => {
  expect(['', ' 40 ', '119', '120', '0', '-1', '4.5', 'x'].map((text) => adultsOf(text, 120))).toEqual([
    0,
    40,
    119,
    null,
    null,
    null,
    null,
    null,
  ])
})
