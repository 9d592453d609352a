import { expect, test } from 'vitest'
import { fileName } from './fileName'

test('a file is named after what it shows and when it is of', () => {
  expect(fileName('places', '2026-11-27T08:05:09.000Z', 'csv')).toBe('hocso-places-2026-11-27-15-05.csv')
})
