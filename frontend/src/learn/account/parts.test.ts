import { expect, test } from 'vitest'
import { partsOf } from './parts'

test('a resident looks after everything, a child after little, staff have no children’s profiles', () => {
  expect(partsOf({ role: 'resident', guardian: null })).toHaveLength(8)
  expect(partsOf({ role: 'resident', guardian: 'p1' })).toEqual(['details', 'data'])
  for (const part of ['children', 'certificates'])
    expect(partsOf({ role: 'officer', guardian: null })).not.toContain(part)
})
