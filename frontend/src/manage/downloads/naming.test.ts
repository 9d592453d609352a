import { expect, test } from 'vitest'
import { naming } from './naming'

test('what names people is asked for with a body, and what counts them is not', () => {
  expect(naming('villages', '/wards/24163', '24163')).toBeNull()
  expect(naming('residents', '/wards/24163', '24163')).toEqual({ path: '/wards/24163/residents/export', body: {} })
  expect(naming('residents', '/villages/24163-001', '24163-001')?.body).toEqual({ table: 'progress' })
  expect(naming('attendance', '/villages/24163-001', '24163-001')?.body).toEqual({ table: 'sessions' })
})

test('a file of the desk is of the ward whose page it is on', () => {
  const of = (table: Parameters<typeof naming>[0]) => naming(table, '/wards/24163', '24163')
  expect(of('requests')).toEqual({ path: '/requests/export', body: { ward: '24163', status: 'open' } })
  expect(of('finished')?.body).toEqual({ ward: '24163', status: 'finished' })
  expect(of('team')).toEqual({ path: '/appointments/export', body: { ward: '24163', role: 'coordinator' } })
  expect(of('log')).toEqual({ path: '/audit/export', body: { ward: '24163' } })
})

test('officers are those of the whole province', () => {
  expect(naming('officers', '/province')).toEqual({ path: '/appointments/export', body: { role: 'officer' } })
})
