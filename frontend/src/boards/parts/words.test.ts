import { expect, test } from 'vitest'
import { vi } from '../messages.vi'
import { apartPeople, bandName, rollOf } from './words'

const campaign = { first_day: '2026-11-20', last_day: '2027-02-17' }
const roll = (day: string, version: number) => rollOf({ roll_day: day, roll_version: version }, campaign, vi)

test('a roll is named by its day and its version, and by its year when that is not of the campaign', () => {
  expect(roll('2026-11-12', 1)).toBe('Danh sách cập nhật 12/11, bản 1')
  expect(roll('2027-01-05', 2)).toBe('Danh sách cập nhật 5/1, bản 2')
  expect(roll('2025-03-15', 1)).toBe('Danh sách cập nhật 15/3/2025, bản 1')
  expect(rollOf({ roll_day: '2026-11-12', roll_version: 3 }, undefined, vi)).toBe(
    'Danh sách cập nhật 12/11/2026, bản 3',
  )
})

test('up to three bands have a name, more are told by their numbers alone', () => {
  const bands = [1, 100, 200, 300].map((from, at) => ({ id: `${at}`, from, to: from < 100 ? 99 : from + 99 }))
  expect(bandName(bands.slice(0, 2), '0', vi)).toBe('Nhỏ, dưới 100 người')
  expect(bandName(bands, '1', vi)).toBe('100 đến 199 người')
})

test('a place without a rank tells the people of the measure, or that they are few', () => {
  const say = (done: number | null, measure: 'rate' | 'completed' | 'points' | 'gain', stage = 'review') =>
    apartPeople(done, { measure, stage }, 5, vi)
  expect(say(40, 'rate')).toBe('40 người đã đạt ít nhất một bài')
  expect(say(40, 'points')).toBe('40 người đã đạt ít nhất một bài')
  expect(say(6, 'completed')).toBe('6 người đã hoàn thành mọi bài')
  expect(say(6, 'gain')).toBe('6 người mới')
  expect(say(0, 'completed')).toBe('Chưa có ai hoàn thành mọi bài')
  expect(say(null, 'gain')).toBe('Dưới 5 người')
  expect(say(null, 'gain', 'frozen')).toBe('')
})
