import { expect, test } from 'vitest'
import { addressOf, changed, downwards, fileQueryOf, sorted, stateOf } from './state'

test('an address says nothing of what is as usual', () => {
  expect(addressOf(stateOf({}))).toBe('/province/room')
})

test('an address comes back as it went', () => {
  const query = {
    view: 'places',
    ward: '24163',
    campaign: 'dot-1',
    range: 'all',
    draw: 'target',
    sort: 'gain',
    turned: '1',
    band: 'b2',
    text: 'Đắk Liêng',
    all: '1',
    by: 'campaigns',
    a: 'x',
    b: 'y',
  }
  const address = addressOf(stateOf(query))
  expect(Object.fromEntries(new URLSearchParams(address.split('?')[1]))).toEqual(query)
})

test('what nobody knows counts as not said', () => {
  expect(addressOf(stateOf({ view: 'beauty', ward: '../x', sort: 'luck', range: 'year', by: 'people' }))).toBe(
    '/province/room',
  )
})

test('what was chosen of one ward does not go to another, nor a size to the province', () => {
  const state = stateOf({ ward: '24163', text: 'buôn', band: 'b1' })
  expect(changed(state, { ward: '24175' })).toMatchObject({ text: '', band: 'b1' })
  expect(changed(state, { ward: undefined }).band).toBeUndefined()
  expect(changed(state, { campaign: 'other' }).band).toBeUndefined()
  expect(changed(stateOf({ a: '24163' }), { by: 'campaigns' }).a).toBeUndefined()
})

test('figures stand from the highest, names from A, and a second tap turns that', () => {
  const state = stateOf({})
  expect(downwards(state)).toBe(true)
  const names = changed(state, sorted(state, 'name'))
  expect(downwards(names)).toBe(false)
  expect(downwards(changed(names, sorted(names, 'name')))).toBe(true)
})

test('a file is asked for with what its table depends on', () => {
  const state = stateOf({ ward: '24163', range: 'all', by: 'campaigns', a: 'x', b: 'y', text: 'buôn' })
  expect(fileQueryOf(state, 'places')).toEqual({ view: 'places', ward: '24163', campaign: undefined })
  expect(fileQueryOf(state, 'trends')).toMatchObject({ view: 'trends', range: 'all' })
  expect(fileQueryOf(state, 'compare_days')).toMatchObject({ by: 'campaigns', a: 'x', b: 'y' })
})
