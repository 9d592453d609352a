import { expect, test } from 'vitest'
import { warning } from './leaving'

test('unsent answers are warned of before switching and before signing out', () => {
  expect(warning({ unsent: 2, noPhone: false }, 'switch')).toBe('unsent')
  expect(warning({ unsent: 1, noPhone: true }, 'sign-out')).toBe('unsent')
})

test('who has no phone number learns how to come back before signing out', () => {
  expect(warning({ unsent: 0, noPhone: true }, 'sign-out')).toBe('no-phone')
  expect(warning({ unsent: 0, noPhone: true }, 'switch')).toBeNull()
})

test('with everything sent one may simply go', () => {
  expect(warning({ unsent: 0, noPhone: false }, 'switch')).toBeNull()
  expect(warning({ unsent: 0, noPhone: false }, 'sign-out')).toBeNull()
})
