import { expect, test } from 'vitest'
import type { Signs } from '../../api/campaigns'
import { signsOf } from './evidence'

const signs: Signs = {
  attempts: 40,
  assisted: 31,
  timed: 20,
  quick: 2,
  on_one_device: 9,
  alike: 0,
  participants: 12,
  on_last_day: 1,
}

test('what is raised and what is not stand beside their limits', () => {
  const found = signsOf(signs, { people_per_device: 8, assisted_share: 70, quick_share: 30, min_attempts: 20 }, [
    'device',
    'assisted',
  ])
  expect(found.map((one) => [one.flag, one.raised, one.limit])).toEqual([
    ['device', true, 8],
    ['quick', false, 30],
    ['alike', false, null],
    ['last_day', false, null],
    ['assisted', true, 70],
  ])
  expect(found[4]).toMatchObject({ here: { part: 31, whole: 40 } })
})

test('without thresholds no limit is made up', () => {
  expect(signsOf(signs, {}, []).every((one) => one.limit === null)).toBe(true)
})
