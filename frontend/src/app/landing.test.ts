import { expect, test } from 'vitest'
import type { Person } from '../api/schema'
import { landing } from './landing'

const person = (...appointments: Person['appointments']) => ({ appointments }) as Person

test('staff land on what is in their charge, the widest first', () => {
  expect(landing(person())).toBe('/')
  expect(landing(person({ role: 'coordinator', village: '24163-001' }))).toBe('/village/24163-001')
  expect(landing(person({ role: 'officer', ward: '24163' }))).toBe('/ward/24163')
  expect(landing(person({ role: 'officer', ward: '24163' }, { role: 'manager' }))).toBe('/province')
})

test('with several places they choose', () => {
  const villages = ['24163-001', '24163-002'].map((village) => ({ role: 'coordinator' as const, village }))
  expect(landing(person(...villages))).toBe('/village')
  expect(landing(person({ role: 'officer', ward: '24163' }, { role: 'officer', ward: '24175' }))).toBe('/ward')
})
