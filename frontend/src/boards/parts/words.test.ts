import { expect, test } from 'vitest'
import { vi as m } from '../messages.vi'
import { apartPeople } from './words'

test('a place without a rank tells the people of the measure, or that they are few', () => {
  const say = (done: number | null, measure: 'rate' | 'completed' | 'points' | 'gain', stage = 'review') =>
    apartPeople(done, { measure, stage }, 5, m)
  expect(say(40, 'rate')).toBe('40 người đã đạt ít nhất một bài')
  expect(say(40, 'points')).toBe('40 người đã đạt ít nhất một bài')
  expect(say(6, 'completed')).toBe('6 người đã xong mọi bài')
  expect(say(6, 'gain')).toBe('6 người mới')
  expect(say(0, 'completed')).toBe('Chưa có người xong mọi bài')
  expect(say(null, 'gain')).toBe('Dưới 5 người')
  expect(say(null, 'gain', 'frozen')).toBe('')
})
