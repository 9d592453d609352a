import { expect, test } from 'vitest'
import { addressOf, changed, downwards, sorted, stateOf } from './state'

test('an address says nothing of what is as usual', () => {
  expect(addressOf(stateOf({}))).toBe('/province/room')
})

test('an address comes back as it went', () => {
  const query = {
    view: 'places',
    ward: '24163',
    campaign: 'dot-1',
    range: 'all',
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
